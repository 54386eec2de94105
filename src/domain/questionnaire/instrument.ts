import { z } from 'zod'
import { condition } from './condition.ts'
import { code, localisedText, sourceNote, version } from './text.ts'

const item = z.strictObject({
  code,
  /** Its number in the instrument's published order: `1`, `3a`. */
  number: z.string().regex(/^\d+[a-z]?$/),
  /** The factor as a plain sentence for the result, as if present. */
  text: localisedText,
  coding: condition,
  /** How this instrument's definition differs from the question that codes it; printed in the crosswalk. */
  differs: localisedText.optional(),
  source: sourceNote.optional(),
})

const weighted = item.extend({ points: z.int() })

const band = z.strictObject({ code: z.string().regex(/^[a-z0-9_]+$/), min: z.int(), max: z.int(), text: localisedText })

const common = {
  instrument: code,
  version,
  title: localisedText,
  /** One or two sentences for the officer: what the instrument is for and what it is not. */
  purpose: localisedText,
  licence: localisedText,
  sources: z.array(sourceNote).min(1),
  /** Whether the instrument may be used at all; unknown is allowed and shown. */
  applicability: z.strictObject({ condition, reason: localisedText }),
  /** What happens to unanswered, unknown and refused items, in words; the numbers stand beside it. */
  missing: z.strictObject({
    text: localisedText,
    sourced: z.boolean(),
    /** More missing items than this: no score. */
    max: z.int().min(0).optional(),
  }),
}

const normSet = z.strictObject({
  set: code,
  population: localisedText,
  source: sourceNote,
  by_band: z.record(z.string(), z.strictObject({ recidivism: z.number(), lower: z.number(), higher: z.number() })),
})

/** Adjusted score read from a table by raw score and number of missing items (ODARA). */
const proratedSum = z.strictObject({
  ...common,
  method: z.literal('prorated_sum'),
  items: z
    .array(
      weighted.extend({
        /** For an item made of sub-criteria: how many there are and how many make it present. */
        sub_criteria: z.strictObject({ count: z.int(), at_least: z.int() }).optional(),
      }),
    )
    .min(1),
  prorating: z.strictObject({
    source: sourceNote,
    /** `table[raw][missing]`; null where raw + missing exceeds the number of items. */
    table: z.array(z.array(z.int().nullable())),
  }),
  bands: z.array(band).min(1),
  norms: normSet.optional(),
  /** A present item that implies another: the other missing or absent is a warning beside the score. */
  implications: z.array(z.strictObject({ if: code, then: code, source: sourceNote })).optional(),
})

/** Sum of weights over the present items, negative weights included (Danger Assessment). */
const weightedSum = z.strictObject({
  ...common,
  method: z.literal('weighted_sum'),
  items: z.array(weighted).min(1),
  bands: z.array(band).min(1),
  /** Pairs of items that cannot both be present. */
  contradictions: z.array(z.tuple([code, code])).optional(),
})

/** Number of present items against a threshold, with other grounds beside it (DASH). */
const countThreshold = z.strictObject({
  ...common,
  method: z.literal('count_threshold'),
  items: z.array(item).min(1),
  threshold: z.int().min(1),
  /** Incidents in 12 months from which the case counts as escalating. */
  escalation_incidents: z.int().min(1),
  bands: z.array(band).min(1),
})

/** Stages in order; the first that holds triggers (lethality screen). */
const stagedTrigger = z.strictObject({
  ...common,
  method: z.literal('staged_trigger'),
  items: z.array(item).min(1),
  stages: z.array(z.strictObject({ basis: code, items: z.array(code).min(1), at_least: z.int().min(1) })).min(1),
  /** Where an interview tells the officer's own belief, which comes after the stages. */
  officer_belief: condition.optional(),
})

/** Factors and high-risk factors that lead to a named level (MARAM). The first level whose rule holds, from the top. */
const factorBands = z.strictObject({
  ...common,
  method: z.literal('factor_bands'),
  items: z.array(item.extend({ high_risk: z.boolean() })).min(1),
  levels: z
    .array(
      z.strictObject({
        code,
        text: localisedText,
        /** All given limits must hold; a level without limits always holds and stands last. */
        high_risk_at_least: z.int().min(0).optional(),
        factors_at_least: z.int().min(0).optional(),
        any_of: z.array(code).min(1).optional(),
        /** Any of these items gives the level alone, whatever the limits. */
        suffices: z.array(code).min(1).optional(),
      }),
    )
    .min(1),
})

export const factorCodings = ['present', 'partial', 'absent', 'omitted'] as const
export const judgementLevels = ['low', 'moderate', 'high'] as const

/** Factors coded by the officer, current and past, with a summary in the officer's own judgement; nothing is computed. */
const structuredJudgement = z.strictObject({
  ...common,
  method: z.literal('structured_judgement'),
  groups: z.array(z.strictObject({ code, title: localisedText })).min(1),
  items: z
    .array(
      z.strictObject({
        code,
        number: z.string().regex(/^\d+[a-z]?$/),
        group: code,
        text: localisedText,
        help: localisedText.optional(),
        /** What the interview already tells, offered as a prefill that the officer confirms or changes. */
        prefill: z.strictObject({ current: condition.optional(), past: condition.optional() }).optional(),
        differs: localisedText.optional(),
        source: sourceNote.optional(),
      }),
    )
    .min(1),
  periods: z.strictObject({ current: localisedText, past: localisedText }),
  summary: z.array(z.strictObject({ code, text: localisedText, help: localisedText.optional() })).min(1),
})

export const instrument = z.discriminatedUnion('method', [
  proratedSum,
  weightedSum,
  countThreshold,
  stagedTrigger,
  factorBands,
  structuredJudgement,
])

export type Instrument = z.infer<typeof instrument>
export type ProratedSum = z.infer<typeof proratedSum>
export type WeightedSum = z.infer<typeof weightedSum>
export type CountThreshold = z.infer<typeof countThreshold>
export type StagedTrigger = z.infer<typeof stagedTrigger>
export type FactorBands = z.infer<typeof factorBands>
export type StructuredJudgement = z.infer<typeof structuredJudgement>
export type ScoredInstrument = Exclude<Instrument, StructuredJudgement>
