import { z } from 'zod'
import type { Fault } from '../fault.ts'
import type { YesNo } from '../questionnaire/answer-value.ts'
import { yesNoValues } from '../questionnaire/answer-value.ts'
import type { Codings } from './codings.ts'
import type { Extras } from './score-result.ts'
import type { Sheet, SubCriteria } from './sheet.ts'

const said = z.union([z.boolean(), z.enum(yesNoValues)]).optional()

/** The outer shape of coded answers, as contract.md gives it for `score`. */
const codedInput = z.strictObject({
  items: z.custom<Record<string, unknown>>(isRecord),
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

export function readInput(raw: unknown): CodedInput | Fault[] {
  if (holdsItemsAlone(raw)) return raw
  const parsed = codedInput.safeParse(raw)
  if (parsed.success) return parsed.data
  return parsed.error.issues.map(issue => ({
    code: issue.code === 'unrecognized_keys' ? 'unknown_field' : 'invalid_input',
    at: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'),
  }))
}

/** The usual line. The schema would say the same and take longer than the scoring. */
function holdsItemsAlone(raw: unknown): raw is { readonly items: Record<string, unknown> } {
  if (!isRecord(raw)) return false
  for (const key in raw) if (key !== 'items') return false
  return isRecord(raw['items'])
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) return false
  const prototype: unknown = Object.getPrototypeOf(raw)
  return prototype === Object.prototype || prototype === null
}

export function readExtras(input: CodedInput): Extras {
  return {
    officer_belief: readSaid(input.officer_belief),
    judgement: readSaid(input.judgement),
    incidents_12_months: input.incidents_12_months ?? null,
  }
}

/** Every key may be the item's code or its number in the published order; giving both is a fault. */
export function readCodings(sheet: Sheet, items: Readonly<Record<string, unknown>>, faults: Fault[]): Codings {
  const words: (YesNo | null | undefined)[] = sheet.blank.slice()
  let next = 0
  for (const key in items) {
    // Answers mostly come in the published order: then the next key needs no search.
    const place = sheet.codes[next] === key ? next : sheet.places.get(key)
    const fault = place === undefined ? 'unknown_item' : readItem(sheet, place, items[key], words)
    if (fault) faults.push({ code: fault, at: sheet.codes[place ?? -1] ?? key })
    next = (place ?? next) + 1
  }
  return { sheet, words }
}

/** Puts the coding in its place; null where an answer was given that nobody can read. */
function readItem(sheet: Sheet, place: number, raw: unknown, words: (YesNo | null | undefined)[]): string | undefined {
  if (words[place] !== undefined) return 'duplicate_item'
  const word = readWord(raw) ?? readCounts(sheet.items[place]?.sub_criteria, raw)
  words[place] = word ?? null
  return word ? undefined : 'invalid_answer'
}

/** The constant instead of the text that was read: constants are compared by identity. */
function readWord(raw: unknown): YesNo | undefined {
  if (raw === 'no') return 'no'
  if (raw === 'yes') return 'yes'
  if (raw === 'unknown') return 'unknown'
  return raw === 'refused' ? 'refused' : undefined
}

function readCounts(rule: SubCriteria | undefined, raw: unknown): YesNo | undefined {
  if (!rule) return undefined
  const counts = subCriteria.safeParse(raw)
  return counts.success ? codeSubCriteria(rule, counts.data) : undefined
}

/** Sub-criteria that no count names are unanswered, so they may still hold. */
function codeSubCriteria(rule: SubCriteria, counts: z.infer<typeof subCriteria>): YesNo | undefined {
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
