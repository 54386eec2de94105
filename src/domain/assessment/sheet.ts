import type { ScoredInstrument } from '../questionnaire/instrument.ts'
import type { Contribution } from './score-result.ts'

/** An instrument laid out for scoring, each item at its place in the published order. */
export type Sheet = {
  readonly codes: readonly string[]
  readonly items: readonly SheetItem[]
  /** The place of an item by its code, and by its number where the instrument numbers its items. */
  readonly places: ReadonlyMap<string, number>
  /** What each item contributes when it is present; shared by every result. */
  readonly contributions: readonly Contribution[]
  readonly blank: readonly undefined[]
}

/** How many there are, and how many make the item present. */
export type SubCriteria = { readonly count: number; readonly at_least: number }

type SheetItem = ScoredInstrument['items'][number] & {
  readonly points?: number
  readonly sub_criteria?: SubCriteria | undefined
}

const sheets = new WeakMap<ScoredInstrument, Sheet>()

/** Laid out once for each instrument that was read. */
export function sheetOf(instrument: ScoredInstrument): Sheet {
  const known = sheets.get(instrument)
  if (known) return known
  const sheet = layOut(instrument)
  sheets.set(instrument, sheet)
  return sheet
}

function layOut(instrument: ScoredInstrument): Sheet {
  const items: readonly SheetItem[] = instrument.items
  const numbers = instrument.method === 'factor_bands' ? [] : items.map((item, place) => [item.number, place] as const)
  return {
    codes: items.map(item => item.code),
    items,
    places: new Map([...numbers, ...items.map((item, place) => [item.code, place] as const)]),
    contributions: items.map(item => Object.freeze({ item: item.code, answer: 'yes', points: item.points ?? 1 })),
    blank: items.map(() => undefined),
  }
}
