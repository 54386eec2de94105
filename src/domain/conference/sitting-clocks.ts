import { dueBefore } from '../calendar/before.ts'
import type { WorkingCalendar } from '../calendar/due.ts'
import type { Procedure } from '../questionnaire/procedure.ts'

export const rhythms = ['weekly', 'fortnightly'] as const
export type RhythmName = (typeof rhythms)[number]

export type SittingClocks = {
  readonly listBy: Temporal.Instant
  readonly requestsBy: Temporal.Instant
  readonly answersBy: Temporal.Instant
}

/** By when list, requests and answers stand before a sitting, by the rhythm of the commission (procedure.md §7). */
export function sittingClocks(
  startsAt: Temporal.Instant,
  rhythm: Procedure['commission']['rhythms'][RhythmName],
  calendar: WorkingCalendar,
): SittingClocks {
  return {
    listBy: dueBefore(startsAt, rhythm.list_before, calendar),
    requestsBy: dueBefore(startsAt, rhythm.requests_before, calendar),
    answersBy: dueBefore(startsAt, rhythm.answers_before, calendar, rhythm.answers_until),
  }
}

/** Answers that are asked for later than their clock are due at the sitting itself. */
export function answersDue(clocks: SittingClocks, startsAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(clocks.answersBy, now) > 0 ? clocks.answersBy : startsAt
}
