import type { Fault } from '../fault.ts'
import type { CentreRules } from './referral-clock.ts'

export type StayTerm = {
  /** The last local day of the stay. */
  readonly endsOn: string
  /** From this local day on the worker is warned that the stay comes to its end. */
  readonly warnOn: string
}

/** The term of a stay from the local day of admission. */
export function stayTerm(rules: CentreRules, admittedOn: string): StayTerm {
  const start = Temporal.PlainDate.from(admittedOn)
  const after = (months: number) => start.add({ months }).toString()
  return { endsOn: after(rules.stay.months), warnOn: after(rules.stay.warning_at_months) }
}

export type StayWarning = 'ending' | 'over'

/** What the worker is to see of a running stay. */
export function warnOfStay({ endsOn, warnOn }: StayTerm, today: string): StayWarning | null {
  if (today > endsOn) return 'over'
  return today >= warnOn ? 'ending' : null
}

/** Until when a place is kept for somebody on her way. */
export function keptUntil({ reservation }: CentreRules, reservedAt: Temporal.Instant): Temporal.Instant {
  return reservedAt.add({ hours: reservation.kept_for.amount })
}

/** Reservations that were made before this moment are kept no longer. */
export function keptSince({ reservation }: CentreRules, now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ hours: reservation.kept_for.amount })
}

/** Faults of an end: not before the admission, not in the future. */
export function checkStayEnd(admittedAt: string, endedAt: Temporal.Instant, now: Temporal.Instant): Fault[] {
  if (Temporal.Instant.compare(endedAt, Temporal.Instant.from(admittedAt)) < 0) {
    return [{ code: 'stay_ends_before_start', at: 'ended_at' }]
  }
  return Temporal.Instant.compare(endedAt, now) > 0 ? [{ code: 'in_future', at: 'ended_at' }] : []
}

/** Where she goes on leaving; «unknown» is a finding too, and needs somebody who follows. */
export const destinations = [
  'own_home',
  'relatives',
  'rented_home',
  'other_centre',
  'hospital',
  'returned',
  'unknown',
] as const
export type Destination = (typeof destinations)[number]

export const followers = ['centre', 'family_centre', 'police', 'social_worker', 'nobody_by_her_wish'] as const
export type Follower = (typeof followers)[number]
