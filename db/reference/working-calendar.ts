import type { WorkingCalendar } from '../../src/domain/calendar/due.ts'
import { calendarYear, joinYears } from '../../src/domain/calendar/year.ts'
import { readShipped } from './seed-reference.ts'

/** The calendar as it is shipped; a running program reads its own from the database. */
export function loadWorkingCalendar(folder = import.meta.dirname): WorkingCalendar {
  const years = readShipped(folder).filter(entry => entry.kind === 'calendar')
  return joinYears(years.map(entry => calendarYear.parse(entry.content)))
}
