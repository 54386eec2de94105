import { z } from 'zod'
import { condition } from './condition.ts'
import { code, localisedText, version } from './text.ts'

/** Where an answer comes from. Her words are the default at the scene. */
export const answerSources = ['her_words', 'seen', 'record', 'witness'] as const
export type AnswerSource = (typeof answerSources)[number]

/** Which stretch of time a question asks about. Definitions that differ in it stay different items. */
export const periods = ['this_incident', 'last_12_months', 'ever', 'now', 'record'] as const

const option = z.strictObject({ code, text: localisedText, help: localisedText.optional() })

const common = {
  code,
  block: code,
  period: z.enum(periods).optional(),
  text: localisedText,
  help: localisedText.optional(),
  legal_note: localisedText.optional(),
  /** Asked only while this holds for the answers given earlier. */
  when: condition.optional(),
  /** Cannot be true together: while this holds for this answer and earlier ones, one of them is wrong. */
  contradiction: condition.optional(),
  default_source: z.enum(answerSources).optional(),
  /** Looked up in records: may stay unknown until the database check. */
  from_records: z.boolean().optional(),
  /** Prefilled at a reassessment, because it rarely changes. */
  carried_over: z.boolean().optional(),
  required: z.boolean().optional(),
}

export const bankItem = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('yes_no') }),
  z.strictObject({ ...common, type: z.literal('choice'), options: z.array(option).min(2) }),
  z.strictObject({ ...common, type: z.literal('tick_list'), options: z.array(option).min(2) }),
  z.strictObject({ ...common, type: z.literal('number'), min: z.int(), max: z.int() }),
  z.strictObject({ ...common, type: z.literal('text'), max_length: z.int().min(1).max(20_000), lines: z.int().min(1) }),
  z.strictObject({ ...common, type: z.literal('date_time') }),
  z.strictObject({ ...common, type: z.literal('safe_contact') }),
  z.strictObject({ ...common, type: z.literal('person') }),
  /** One row a child; the facts are asked yes / no / unknown / refused for each. */
  z.strictObject({ ...common, type: z.literal('children'), facts: z.array(option).min(1) }),
])
export type BankItem = z.infer<typeof bankItem>

export const bankBlock = z.strictObject({
  code,
  title: localisedText,
  intro: localisedText.optional(),
  /** Filled in by the specialised officer on a page of its own; not part of the interview at the scene. */
  specialised: z.boolean().optional(),
})
export type BankBlock = z.infer<typeof bankBlock>

/** One version of the question bank, joined from the files of its folder. */
export const bank = z.strictObject({
  version,
  blocks: z.array(bankBlock).min(1),
  items: z.array(bankItem).min(1),
})
export type Bank = z.infer<typeof bank>

/** One file of the bank: a block or several, with their items in the order in which they are asked. */
export const bankFile = z.strictObject({
  version,
  /** Files are joined in this order. */
  order: z.int(),
  blocks: z.array(bankBlock).min(1),
  items: z.array(bankItem).min(1),
})

/** Items that the program itself reads, beside the rules: they must stand in every bank, with this type. */
export const programItems = {
  safe_contact: 'safe_contact',
  wishes: 'text',
  fears: 'text',
  victim: 'person',
  perpetrator: 'person',
  relationship: 'choice',
  incident_at: 'date_time',
  incident_account: 'text',
  children: 'children',
} as const satisfies Record<string, BankItem['type']>
