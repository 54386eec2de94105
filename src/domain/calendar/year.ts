import { z } from 'zod'
import type { Fault } from '../fault.ts'
import type { WorkingCalendar } from './due.ts'

/** One time for the whole country since 1 March 2024. */
export const countryZone = 'Asia/Almaty'

const day = z.iso.date()
const words = z.string().trim().min(1).max(500)

/** One year of the working-day calendar; the transfers come from the yearly act of the Government. */
export const calendarYear = z.strictObject({
  year: z.int().min(2000).max(2100),
  zone: z.literal(countryZone),
  /** False until somebody has compared it with the official calendar of the year. */
  verified: z.boolean(),
  source: words,
  holidays: z.array(z.strictObject({ on: day, name: words })).min(1),
  /** Working days that rest, in exchange for a holiday on a day off. */
  moved_days_off: z.array(z.strictObject({ on: day, for: day })),
  working_weekend_days: z.array(day),
})
export type CalendarYear = z.infer<typeof calendarYear>

/** Every day lies in its year, none stands twice, days off move from holidays, work moves to weekends. */
export function checkCalendarYear({ year, holidays, ...moved }: CalendarYear): Fault[] {
  const days = [
    ...holidays.map(one => ({ at: 'holidays', on: one.on })),
    ...moved.moved_days_off.map(one => ({ at: 'moved_days_off', on: one.on })),
    ...moved.working_weekend_days.map(on => ({ at: 'working_weekend_days', on })),
  ]
  const known = new Set(holidays.map(one => one.on))
  return [
    ...days.filter(({ on }) => !on.startsWith(`${year}-`)).map(({ at, on }) => fault('day_of_other_year', at, on)),
    ...days
      .filter(({ on }, at) => days.findIndex(one => one.on === on) < at)
      .map(({ at, on }) => fault('day_twice', at, on)),
    ...moved.moved_days_off
      .filter(one => !known.has(one.for))
      .map(one => fault('no_holiday_moved', 'moved_days_off', one.for)),
    ...moved.working_weekend_days
      .filter(on => !isWeekend(on))
      .map(on => fault('works_anyway', 'working_weekend_days', on)),
  ]
}

/** The years as one calendar for deadlines. */
export function joinYears(years: readonly CalendarYear[]): WorkingCalendar {
  const off = years.flatMap(one => [...one.holidays, ...one.moved_days_off].map(each => each.on))
  return {
    zone: countryZone,
    holidays: new Set(off),
    workingWeekendDays: new Set(years.flatMap(one => one.working_weekend_days)),
  }
}

function isWeekend(on: string): boolean {
  return Temporal.PlainDate.from(on).dayOfWeek > 5
}

function fault(code: string, at: string, on: string): Fault {
  return { code, at, details: { on } }
}
