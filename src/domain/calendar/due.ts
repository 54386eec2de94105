export type Clock = { readonly amount: number; readonly unit: 'h' | 'cd' | 'wd' }

/** Ends with the day on which it starts. */
export const sameDay: Clock = { amount: 0, unit: 'cd' }

/** The unit as it was stored. */
export function clockUnitOf(text: string): Clock['unit'] {
  if (text === 'h' || text === 'cd' || text === 'wd') return text
  throw new Error(`a clock of the unknown unit ${text}`)
}

/** Dates are `YYYY-MM-DD`; a transferred working day stands in `workingWeekendDays`. */
export type WorkingCalendar = {
  readonly zone: string
  readonly holidays: ReadonlySet<string>
  readonly workingWeekendDays: ReadonlySet<string>
}

/**
 * The last moment in time. Hours run on through nights and holidays; a term in days ends with the last millisecond of
 * its last local day, the day of the start not counted.
 */
export function dueAt(from: Temporal.Instant, clock: Clock, calendar: WorkingCalendar): Temporal.Instant {
  if (clock.unit === 'h') return from.add({ hours: clock.amount })
  const start = startDayOf(from, calendar.zone)
  const kept = terms.getOrInsertComputed(calendar, () => new Map<string, Temporal.Instant>())
  if (kept.size > mostKept) kept.clear()
  return kept.getOrInsertComputed(`${start.name} ${clock.amount} ${clock.unit}`, () => {
    const { day } = start
    const last = clock.unit === 'cd' ? day.add({ days: clock.amount }) : addWorkingDays(day, clock.amount, calendar)
    return endOfDay(last, calendar.zone)
  })
}

const mostKept = 20_000

/** Ends of terms by calendar: the measures of many cases start on the same day. */
const terms = new WeakMap<WorkingCalendar, Map<string, Temporal.Instant>>()

type StartDay = {
  readonly from: Temporal.Instant
  readonly zone: string
  readonly day: Temporal.PlainDate
  readonly name: string
}

let latest: StartDay | undefined

/** The local day of a moment, for which all measures of one case ask in turn. */
function startDayOf(from: Temporal.Instant, zone: string): StartDay {
  if (latest?.from !== from || latest.zone !== zone) {
    const day = from.toZonedDateTimeISO(zone).toPlainDate()
    latest = { from, zone, day, name: day.toString() }
  }
  return latest
}

const lastMoments = new Map<string, Temporal.Instant>()

/**
 * The last millisecond of a local day. Kept for the days that were asked for: each measure of each case asks, and the
 * zone's rules take their time.
 */
export function endOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  if (lastMoments.size > mostKept) lastMoments.clear()
  return lastMoments.getOrInsertComputed(`${zone} ${day.toString()}`, () => {
    return day.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ milliseconds: 1 })
  })
}

export function startOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  return day.toZonedDateTime(zone).toInstant()
}

export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  const day = date.toString()
  if (calendar.holidays.has(day)) return false
  return date.dayOfWeek <= 5 || calendar.workingWeekendDays.has(day)
}

/** Counted from the day after; a negative amount goes back. */
export function addWorkingDays(
  start: Temporal.PlainDate,
  amount: number,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  let date = start
  for (let counted = 0; counted < Math.abs(amount);) {
    date = date.add({ days: Math.sign(amount) })
    if (isWorkingDay(date, calendar)) counted += 1
  }
  return date
}
