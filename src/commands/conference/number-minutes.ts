import { startOfDay, type WorkingCalendar } from '../../domain/calendar/due.ts'
import { proposeMinutesNumber } from '../../domain/conference/minutes-number.ts'
import { listMinutesNumbers } from '../../storage/conference-minutes.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'

/** The numbers of the commission's minutes in the local year of the sitting. */
export async function listNumbersOfYear(db: Source, { zone }: WorkingCalendar, sitting: Sitting): Promise<string[]> {
  const start = Temporal.Instant.from(sitting.starts_at).toZonedDateTimeISO(zone)
  const year = start.toPlainDate().with({ month: 1, day: 1 })
  const at = (day: Temporal.PlainDate) => toStamp(startOfDay(day, zone))
  return listMinutesNumbers(db, sitting.commission_id, { from: at(year), to: at(year.add({ years: 1 })) })
}

export async function nextMinutesNumber(db: Source, calendar: WorkingCalendar, sitting: Sitting): Promise<string> {
  return proposeMinutesNumber(await listNumbersOfYear(db, calendar, sitting), sitting.kind)
}
