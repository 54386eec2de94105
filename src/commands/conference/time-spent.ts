import type { SittingItem } from '../../storage/conference-agenda.ts'

/** Seconds for which an item was open until now, all its turns together; by instants, so that midnight counts nothing. */
export function secondsSpent({ opened_at, spent_seconds }: SittingItem, now: Temporal.Instant): number {
  if (opened_at === null) return spent_seconds
  return spent_seconds + Math.max(0, Math.round(now.since(Temporal.Instant.from(opened_at)).total('seconds')))
}
