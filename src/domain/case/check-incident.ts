import type { Fault } from '../fault.ts'
import { localDayOf } from './repeat-clock.ts'

/** An incident that has not happened yet, or before one of the two was born. `births`: `YYYY-MM-DD`, unknown ones empty. */
export function checkIncident(
  happened: Temporal.Instant,
  births: readonly string[],
  now: Temporal.Instant,
  zone: string,
): Fault[] {
  if (Temporal.Instant.compare(happened, now) > 0) return [{ code: 'in_future', at: 'happened_at' }]
  return isBeforeBirth(localDayOf(happened, zone).toString(), births)
    ? [{ code: 'before_birth', at: 'happened_at' }]
    : []
}

/** @param day `YYYY-MM-DD`; a birth of which only the year is known excludes the years before it. */
export function isBeforeBirth(day: string, births: readonly string[]): boolean {
  return births.some(birth => birth !== '' && day < birth.slice(0, day.length))
}
