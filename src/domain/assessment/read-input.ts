import { z } from 'zod'
import type { Fault } from '../fault.ts'
import type { YesNo } from '../questionnaire/answer-value.ts'
import { yesNoValues } from '../questionnaire/answer-value.ts'
import type { ScoredInstrument } from '../questionnaire/instrument.ts'
import type { Extras } from './score-result.ts'

const said = z.union([z.boolean(), z.enum(yesNoValues)]).optional()

/** The outer shape of coded answers, as contract.md gives it for `score`. */
const codedInput = z.strictObject({
  items: z.record(z.string(), z.unknown()),
  applies: z.enum(['yes', 'no', 'unknown']).optional(),
  officer_belief: said,
  judgement: said,
  incidents_12_months: z.int().min(0).optional(),
  summary: z.record(z.string(), z.unknown()).optional(),
})
export type CodedInput = z.infer<typeof codedInput>

const subCriteria = z.strictObject({
  yes: z.int().min(0).optional(),
  unknown: z.int().min(0).optional(),
  refused: z.int().min(0).optional(),
  no: z.int().min(0).optional(),
})

type Item = ScoredInstrument['items'][number] & {
  readonly sub_criteria?: { readonly count: number; readonly at_least: number } | undefined
}

export function readInput(raw: unknown): CodedInput | Fault[] {
  const parsed = codedInput.safeParse(raw)
  if (parsed.success) return parsed.data
  return parsed.error.issues.map(issue => ({
    code: issue.code === 'unrecognized_keys' ? 'unknown_field' : 'invalid_input',
    at: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'),
  }))
}

export function readExtras(input: CodedInput): Extras {
  return {
    officer_belief: readSaid(input.officer_belief),
    judgement: readSaid(input.judgement),
    incidents_12_months: input.incidents_12_months ?? null,
  }
}

/** Every key may be the item's code or its number in the published order; giving both is a fault. */
export function readCodings(
  instrument: ScoredInstrument,
  items: Readonly<Record<string, unknown>>,
  faults: Fault[],
): Map<string, YesNo> {
  const names = namesOf(instrument)
  const given = new Set<string>()
  const codings = new Map<string, YesNo>()
  for (const [key, raw] of Object.entries(items)) {
    const item = names.get(key)
    const coding = item && readCoding(item, raw)
    if (!item) faults.push({ code: 'unknown_item', at: key })
    else if (given.has(item.code)) faults.push({ code: 'duplicate_item', at: item.code })
    else if (!coding) faults.push({ code: 'invalid_answer', at: item.code })
    else codings.set(item.code, coding)
    if (item) given.add(item.code)
  }
  return codings
}

const namesByInstrument = new WeakMap<ScoredInstrument, ReadonlyMap<string, Item>>()

function namesOf(instrument: ScoredInstrument): ReadonlyMap<string, Item> {
  const known = namesByInstrument.get(instrument)
  if (known) return known
  const items: readonly Item[] = instrument.items
  const numbers = instrument.method === 'factor_bands' ? [] : items.map(item => [item.number, item] as const)
  const names = new Map([...numbers, ...items.map(item => [item.code, item] as const)])
  namesByInstrument.set(instrument, names)
  return names
}

function readCoding(item: Item, raw: unknown): YesNo | undefined {
  const word = yesNoValues.find(value => value === raw)
  if (word || !item.sub_criteria) return word
  const counts = subCriteria.safeParse(raw)
  return counts.success ? codeSubCriteria(item.sub_criteria, counts.data) : undefined
}

/** Sub-criteria that no count names are unanswered, so they may still hold. */
function codeSubCriteria(
  rule: { readonly count: number; readonly at_least: number },
  counts: z.infer<typeof subCriteria>,
): YesNo | undefined {
  const { yes = 0, no = 0, unknown = 0, refused = 0 } = counts
  if (yes + no + unknown + refused > rule.count) return undefined
  if (yes >= rule.at_least) return 'yes'
  return rule.count - no >= rule.at_least ? 'unknown' : 'no'
}

function readSaid(value: z.infer<typeof said>): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === 'yes') return true
  return value === 'no' ? false : null
}
