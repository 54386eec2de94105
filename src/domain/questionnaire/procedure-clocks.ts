import { z } from 'zod'
import { category, clock } from './procedure-terms.ts'
import { code, localisedText, sourceNote } from './text.ts'

const months = z.int().min(1)
const minutes = z.int().min(1)
const byCategory = z.strictObject({ low: clock, medium: clock, high: clock, extreme: clock })

/** Who sees an item and how long after its due time; the first step is at the due time itself. */
const ladder = z.array(z.strictObject({ after: clock, to: code })).min(1)

/** What makes a reassessment due at once, beside the clock of the category. */
export const reassessmentEvents = z.array(z.strictObject({ code, text: localisedText })).min(1)

/** Steps of reminding when something is late, by kind of item. */
export const late = z.strictObject({
  source: sourceNote,
  measure_in_days: ladder,
  measure_in_hours: ladder,
  referral: ladder,
  referral_extreme: ladder,
  action: ladder,
  /** By when a raise or a lower category is looked at; files made before it was asked for mean one working day. */
  approval_within: clock.default({ amount: 1, unit: 'wd' }),
  /** By when a proposed case is accepted or refused; files made before it was asked for mean one working day. */
  transfer_answered_within: clock.default({ amount: 1, unit: 'wd' }),
})

const rhythm = z.strictObject({
  list_before: clock,
  requests_before: clock,
  /** Local time of day by which answers of the research must be in, `answers_before` the sitting. */
  answers_before: clock,
  answers_until: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
})

/** The commission's clocks; a district may choose its rhythm. */
export const commission = z.strictObject({
  source: sourceNote,
  rhythms: z.strictObject({ fortnightly: rhythm, weekly: rhythm }),
  extraordinary_held_within: clock,
  minutes_of_time: z.strictObject({ opening: minutes, new_case: minutes, repeat: minutes }),
  quorum: z.strictObject({ always: z.array(code).min(1), with_children: z.array(code) }),
  minutes_signed_within: clock,
  victim_feedback_within: clock,
  flag: z.strictObject({ months, warning: clock }),
})

export const closing = z.strictObject({
  source: sourceNote,
  /** A case with this last category does not close. */
  not_while: z.array(category).min(1),
  rest: z.strictObject({ after: z.array(category).min(1), months, checks_at_months: z.array(months).min(1) }),
})

const hours = z.strictObject({ amount: z.int().min(1), unit: z.literal('h') })

/** How long a place is kept for somebody on her way, and by when she is looked for once it is given up. */
const reservation = z
  .strictObject({
    kept_for: hours.default({ amount: 48, unit: 'h' }),
    sought_within: clock.default({ amount: 24, unit: 'h' }),
  })
  .prefault({})

/** In full years: from when a child goes to kindergarten and to school, from when somebody counts as elderly. */
const ages = z
  .strictObject({
    kindergarten_from: z.int().min(2).max(6).default(3),
    school_from: z.int().min(5).max(10).default(7),
    elderly_from: z.int().min(50).max(80).default(60),
  })
  .refine(each => each.kindergarten_from < each.school_from, {
    path: ['school_from'],
    error: 'not above kindergarten_from',
  })
  .prefault({})

export const crisisCentre = z.strictObject({
  source: sourceNote,
  answer_within: byCategory,
  first_contact_within: byCategory,
  attempts_before_not_reached: z.int().min(1),
  refusal_reasons: z.array(z.strictObject({ code, text: localisedText })).min(1),
  stay: z.strictObject({ months, warning_at_months: months }),
  reservation,
  ages,
})
