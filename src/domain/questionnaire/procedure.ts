import { z } from 'zod'
import { condition } from './condition.ts'
import { orderRule } from './order-terms.ts'
import { closing, commission, crisisCentre, late, reassessmentEvents } from './procedure-clocks.ts'
import { followUp } from './procedure-signs.ts'
import type { Category } from './procedure-terms.ts'
import { categories, category, clock } from './procedure-terms.ts'
import { code, localisedText, sourceNote, version } from './text.ts'

export { categories, clock, clockUnits } from './procedure-terms.ts'
export type { Category, Clock } from './procedure-terms.ts'

const rule = { code, number: z.string().regex(/^\d+[a-z]?$/), text: localisedText, source: sourceNote }

const gives = z.strictObject({ at_least: z.int().min(0), gives: category })

export const procedureRule = z.discriminatedUnion('kind', [
  /** The band of a scored instrument gives a category; null where it gives none. */
  z.strictObject({
    ...rule,
    kind: z.literal('instrument_bands'),
    instrument: code,
    bands: z.record(z.string(), category.nullable()),
  }),
  /** How many of these factors hold, while the named instrument gives no score; the steps rise. */
  z.strictObject({
    ...rule,
    kind: z.literal('factor_count'),
    unless_scored: code,
    factors: z.array(z.strictObject({ code, text: localisedText, condition })).min(1),
    steps: z.array(gives).min(1),
    /** The category that rests on this rule alone is provisional while items from records are unknown. */
    provisional_while_records_unknown: z.boolean(),
  }),
  /** An instrument with a threshold triggers on one of these grounds. */
  z.strictObject({
    ...rule,
    kind: z.literal('instrument_triggered'),
    instrument: code,
    basis: z.array(code).min(1),
    gives: category,
  }),
  /** An instrument that is no category but makes these measures due at once. */
  z.strictObject({ ...rule, kind: z.literal('offer'), instrument: code }),
  /** Trigger families counted once each; `critical` families hold a fact that stands out alone (‼). */
  z.strictObject({
    ...rule,
    kind: z.literal('trigger_families'),
    steps: z
      .array(
        z.strictObject({
          families_at_least: z.int().min(0),
          critical_at_least: z.int().min(0),
          gives: category,
        }),
      )
      .min(1),
  }),
  z.strictObject({ ...rule, kind: z.literal('condition'), condition, gives: category }),
  /** The officer's raise: never lowers, and needs a reason of this length. */
  z.strictObject({ ...rule, kind: z.literal('judgement'), reason_at_least: z.int().min(1) }),
])

const trigger = z.strictObject({
  code,
  text: localisedText,
  condition,
  /** ‼: this fact alone counts as critical. */
  critical: z.boolean(),
})

export const measureAreas = ['prevention', 'early_intervention', 'response', 'rehabilitation'] as const
export const measureSubjects = ['victim', 'perpetrator', 'child'] as const
export const measureOwners = ['inspector', 'head', 'centre', 'secretary', 'program'] as const

const duty = z.strictObject({
  obligation: z.enum(['mandatory', 'considered']),
  within: clock,
  /** Repeats after each doing. */
  every: clock.optional(),
})

const measure = z.strictObject({
  code,
  area: z.enum(measureAreas),
  subject: z.enum(measureSubjects),
  text: localisedText,
  help: localisedText.optional(),
  owner: z.enum(measureOwners),
  /** The agency that the owner asks, if it is not done by the owner. */
  asks: code.optional(),
  /** Absent category: not proposed. */
  by_category: z.strictObject({
    low: duty.optional(),
    medium: duty.optional(),
    high: duty.optional(),
    extreme: duty.optional(),
  }),
  when: condition.optional(),
  /** Shorter clocks on a condition; the first that holds counts. */
  sooner: z.array(z.strictObject({ condition, within: clock })).optional(),
  /** Starts only later, with this event, not with the category. */
  starts: code.optional(),
  /** Whether "done" says nothing without its words; without this line as the code of the measure usually means. */
  in_words: z.boolean().optional(),
  source: sourceNote.optional(),
})

export const procedure = z.strictObject({
  procedure: code,
  version,
  title: localisedText,
  sources: z.array(sourceNote).min(1),
  instruments: z.array(z.strictObject({ instrument: code, version })).min(1),
  bank: version,
  rules: z.array(procedureRule).min(1),
  trigger_families: z.array(z.strictObject({ code, text: localisedText, facts: z.array(trigger).min(1) })).min(1),
  provisional: z.strictObject({
    /** Listing of a provisional case waits for the record check or for this long, whichever is first. */
    listing_waits: clock,
  }),
  /** An instrument whose upper bound, not its result, would give a higher category: the record check hurries. */
  upper_bound: z.strictObject({ instruments: z.array(code).min(1) }),
  judgement: z.strictObject({ concern_at_least: z.int().min(1) }),
  reassessment: z.record(category, clock),
  reassessment_events: reassessmentEvents,
  /** A category that only the unit head may let sink, one step at a time. */
  lowering: z.strictObject({ needs_head_from: category, steps: z.int().min(1) }),
  measures: z.array(measure).min(1),
  listing: z.strictObject({
    categories: z.array(category).min(1),
    criteria: z.array(z.strictObject({ code, text: localisedText, condition: condition.optional() })).min(1),
    /** A case once heard or listed comes back on any incident for this many months. */
    repeat_months: z.int().min(1),
    /** By when the commission must have dealt with a case, by category. */
    heard_within: z.partialRecord(category, clock),
  }),
  /** One for each kind of order that can be registered. */
  orders: z.array(orderRule).default([]),
  late,
  commission,
  closing,
  crisis_centre: crisisCentre,
  follow_up: followUp,
})
export type Procedure = z.infer<typeof procedure>
export type Rule = z.infer<typeof procedureRule>
export type Measure = z.infer<typeof measure>

/** 0 for the lowest. */
export function rankOf(value: Category): number {
  return categories.indexOf(value)
}

export function higherOf(one: Category, other: Category): Category {
  return rankOf(one) >= rankOf(other) ? one : other
}
