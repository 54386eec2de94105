export { orderTerms, type OrderTerms } from '../questionnaire/order-terms.ts'

/** Acts against the perpetrator that the program registers; the acts themselves are made in police and court systems. */
export const orderKinds = [
  'protective_order',
  'special_requirements',
  'official_warning',
  'preventive_registration',
] as const
export type OrderKind = (typeof orderKinds)[number]

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
