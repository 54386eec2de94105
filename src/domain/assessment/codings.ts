import type { Fault } from '../fault.ts'
import type { YesNo } from '../questionnaire/answer-value.ts'
import type { Contribution } from './score-result.ts'
import type { Sheet } from './sheet.ts'

/** The coding of a sheet's items by their places; an item without one is missing, like an unknown or refused one. */
export type Codings = { readonly sheet: Sheet; readonly words: readonly (YesNo | null | undefined)[] }

/** What every method counts. */
export type Tally = {
  readonly raw: number
  /** Lowest and highest raw score that the missing items leave open. */
  readonly bounds: readonly [number, number]
  readonly missing: readonly string[]
  /** The present items with their points, one each where the instrument only counts. */
  readonly contributions: readonly Contribution[]
}

type Band = { readonly code: string; readonly min: number; readonly max: number }

export function isPresent({ sheet, words }: Codings, item: string): boolean {
  const place = sheet.places.get(item)
  return place !== undefined && words[place] === 'yes'
}

/** Counts first and overwrites lists cut to size: growing them took more than all else here. */
export function tallyOf({ sheet, words }: Codings): Tally {
  let present = 0
  let absent = 0
  for (const word of words) {
    present += Number(word === 'yes')
    absent += Number(word === 'no')
  }
  const contributions = sheet.contributions.slice(0, present)
  const missing = sheet.codes.slice(0, words.length - present - absent)
  let raw = 0
  let lower = 0
  let upper = 0
  let held = 0
  let open = 0
  let place = 0
  for (const each of sheet.contributions) {
    const word = words[place++]
    if (word === 'yes') {
      contributions[held++] = each
      raw += each.points
    } else if (word !== 'no') {
      missing[open++] = each.item
      if (each.points < 0) lower += each.points
      else upper += each.points
    }
  }
  return { raw, bounds: [raw + lower, raw + upper], missing, contributions }
}

export function bandOf<B extends Band>(bands: readonly B[], score: number): B {
  for (const band of bands) if (score >= band.min && score <= band.max) return band
  throw new RangeError(`no band holds the score ${score}`)
}

export function contradictionsOf(pairs: readonly (readonly [string, string])[], codings: Codings): Fault[] {
  return pairs
    .filter(([one, other]) => isPresent(codings, one) && isPresent(codings, other))
    .map(([one, other]) => ({ code: 'contradiction', at: one, details: { with: other } }))
}
