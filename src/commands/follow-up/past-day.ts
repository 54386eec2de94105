import { isDate } from '../../domain/calendar/date.ts'
import type { Fault } from '../../domain/fault.ts'

/** A day on which something happened: a real one, and not in the future. */
export function faultOfDay(day: string, today: string, at: string): Fault | null {
  if (!isDate(day)) return { code: 'invalid_date', at }
  return day > today ? { code: 'in_future', at } : null
}
