/** Local days of one pair's history, whatever agency and district they come from. */
export type PairHistory = {
  readonly incidents: readonly Temporal.PlainDate[]
  /** Days on which the commission listed the case, heard or not. */
  readonly listed: readonly Temporal.PlainDate[]
  readonly heard: readonly Temporal.PlainDate[]
}

/** The local day of an instant: an incident one minute after midnight belongs to the new day. */
export function localDayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

/**
 * The last day on which another incident brings the pair back before the commission: that many months to the day after
 * the last hearing or listing, the later. 29 February ends on the 28th of a common year. Null: never listed nor heard.
 * Source: SafeLives' definition of a repeat, procedure.md section 6.
 */
export function repeatWindowEnd(history: PairHistory, months: number): Temporal.PlainDate | null {
  const last = latestOf([...history.listed, ...history.heard])
  return last?.add({ months }) ?? null
}

/**
 * Whether a further incident of that day is a repeat: on or after the day of a listing or hearing and not later than
 * its window's last day. On the very day a further incident counts; the incident that led to the listing is not asked about.
 */
export function isRepeat(history: PairHistory, happenedOn: Temporal.PlainDate, months: number): boolean {
  return [...history.listed, ...history.heard].some(
    start => !isBefore(happenedOn, start) && !isBefore(start.add({ months }), happenedOn),
  )
}

/**
 * Incidents in the months that end with this day, the day itself and the same day of the first month included: the
 * count of rule 8. Incidents after the day are not counted.
 */
export function countIncidentsWithin(
  incidents: readonly Temporal.PlainDate[],
  until: Temporal.PlainDate,
  months: number,
): number {
  return incidents.filter(day => !isBefore(until, day) && !isBefore(day.add({ months }), until)).length
}

function latestOf(days: readonly Temporal.PlainDate[]): Temporal.PlainDate | undefined {
  return [...days].sort(Temporal.PlainDate.compare).at(-1)
}

function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0
}
