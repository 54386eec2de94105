import { addWorkingDays, endOfDay, type Clock, type WorkingCalendar } from './due.ts'

/**
 * The last moment for what must be there this long before `at`. Hours run back through nights and holidays; a term in
 * days ends with its local day, or at `until` (`HH:MM`) of it.
 */
export function dueBefore(
  at: Temporal.Instant,
  clock: Clock,
  calendar: WorkingCalendar,
  until?: string,
): Temporal.Instant {
  if (clock.unit === 'h') return at.subtract({ hours: clock.amount })
  const start = at.toZonedDateTimeISO(calendar.zone).toPlainDate()
  const day =
    clock.unit === 'cd' ? start.subtract({ days: clock.amount }) : addWorkingDays(start, -clock.amount, calendar)
  if (until !== undefined) {
    return day.toZonedDateTime({ timeZone: calendar.zone, plainTime: Temporal.PlainTime.from(until) }).toInstant()
  }
  return endOfDay(day, calendar.zone)
}
