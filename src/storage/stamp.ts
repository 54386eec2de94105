import { countryZone } from '../domain/calendar/year.ts'

/** Instants as the tables hold them: ISO text in UTC with milliseconds, so that text order is time order. */
export function toStamp(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString()
}

const hourMs = 3_600_000
let last = { hour: Number.NaN, date: '' }

/** The local date of an instant: the whole country keeps one time. Every page asks, and days begin at a full hour of UTC. */
export function localDate(instant: Temporal.Instant): string {
  const hour = Math.floor(instant.epochMilliseconds / hourMs)
  if (hour !== last.hour) last = { hour, date: instant.toZonedDateTimeISO(countryZone).toPlainDate().toString() }
  return last.date
}
