import { z } from 'zod'

/** Acts against the perpetrator that the program registers; the acts themselves are made in police and court systems. */
export const orderKinds = [
  'protective_order',
  'special_requirements',
  'official_warning',
  'preventive_registration',
] as const
export type OrderKind = (typeof orderKinds)[number]

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

/** An order as registered. Days are local; `handedAt` is null while it has not been handed over. */
export type Order = {
  readonly kind: OrderKind
  readonly issuedOn: Temporal.PlainDate
  readonly handedAt: Temporal.Instant | null
  /** The last day named in the act, where the act names one. */
  readonly endsOn: Temporal.PlainDate | null
  /** Lifted or replaced before its end. */
  readonly endedAt: Temporal.Instant | null
}
