import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { WorkingCalendar } from '../../src/domain/calendar/due.ts'

const day = z.iso.date()
const year = z.object({
  zone: z.string(),
  holidays: z.array(z.object({ on: day })),
  moved_days_off: z.array(z.object({ on: day })),
  working_weekend_days: z.array(day),
})

/** All years of this folder as one calendar. */
export function loadWorkingCalendar(folder = import.meta.dirname): WorkingCalendar {
  const files = readdirSync(folder).filter(name => /^calendar-\d{4}\.json$/.test(name))
  const years = files.map(name => year.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  return {
    zone: years[0]?.zone ?? 'Asia/Almaty',
    holidays: new Set(years.flatMap(one => [...one.holidays, ...one.moved_days_off].map(each => each.on))),
    workingWeekendDays: new Set(years.flatMap(one => one.working_weekend_days)),
  }
}
