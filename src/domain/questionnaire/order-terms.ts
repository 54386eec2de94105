import { z } from 'zod'
import { code, sourceNote } from './text.ts'

/**
 * How long an order of a kind lasts and how often it is checked. Data that an office changes.
 * `handing`: days that run from the moment it was handed over; `act`: the dates in the act itself, never a default.
 */
export const orderTerms = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('handing'),
    days: z.int().min(1),
    checks: z.discriminatedUnion('rhythm', [
      z.strictObject({ rhythm: z.literal('every'), days: z.int().min(1) }),
      z.strictObject({ rhythm: z.literal('monthly'), times: z.int().min(1).max(4) }),
    ]),
  }),
  z.strictObject({ from: z.literal('act'), checks: z.strictObject({ rhythm: z.literal('none') }) }),
])
export type OrderTerms = z.infer<typeof orderTerms>

/** What the procedure says of one kind of order. */
export const orderRule = z.strictObject({
  kind: code,
  terms: orderTerms,
  /** The measure by which each check is carried out. */
  check: code.optional(),
  /** The event that its registration is, for the measures that start with one. */
  starts: code.optional(),
  source: sourceNote,
})
export type OrderRule = z.infer<typeof orderRule>
