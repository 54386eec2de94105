import { sql, type Selectable } from 'kysely'
import { joinYears } from '../domain/calendar/year.ts'
import type { WorkingCalendar } from '../domain/calendar/due.ts'
import { contents, type ContentOf, type Entry, type ReferenceKind } from '../domain/reference/entry.ts'
import { findInForce, inForceOn } from '../domain/reference/period.ts'
import { compileOnce } from './compile-once.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type Row = Selectable<Schema['reference_entry']>

export async function insertEntry<K extends ReferenceKind>(db: Source, entry: Entry<K>): Promise<void> {
  const { id, kind, code, revision, validFromOn, validToOn, content, recordedAt, recordedBy } = entry
  const period = { valid_from_on: validFromOn, valid_to_on: validToOn, revision }
  const recorded = { recorded_at: recordedAt, recorded_by: recordedBy }
  await db
    .insertInto('reference_entry')
    .values({ id, kind, code, ...period, content: JSON.stringify(content), ...recorded })
    .execute()
}

/** Every row of the kind, with its history: reference data holds no case data, the permission alone guards it. */
export async function listEntries<K extends ReferenceKind>(db: Source, kind: K): Promise<Entry<K>[]> {
  const query = db.selectFrom('reference_entry').selectAll().where('kind', '=', kind)
  const rows = await query.orderBy('code').orderBy('valid_from_on').orderBy('revision').execute()
  return rows.map(row => entryOf(kind, row))
}

/** @param on a date; what is in force then, one row a code */
export async function listInForce<K extends ReferenceKind>(db: Source, kind: K, on: string): Promise<Entry<K>[]> {
  return inForceOn(await listEntries(db, kind), on)
}

export async function findEntryInForce<K extends ReferenceKind>(db: Source, kind: K, code: string, on: string) {
  return findInForce(await listEntries(db, kind), code, on)
}

type Cached = { readonly key: string; readonly calendar: WorkingCalendar }

const calendars = new WeakMap<Source, Cached>()

/**
 * The calendar for deadlines on this day. What another process has recorded is seen at once: the number of rows is asked
 * for each time, and only a new one makes it read again.
 */
export async function currentCalendar(db: Source, on: string): Promise<WorkingCalendar> {
  const key = `${on} ${await countCalendars(db)}`
  const cached = calendars.get(db)
  if (cached?.key === key) return cached.calendar
  const years = await listInForce(db, 'calendar', on)
  const calendar = joinYears(years.map(entry => entry.content))
  calendars.set(db, { key, calendar })
  return calendar
}

/** Rows are only ever added, so that their number tells one state from every other. */
async function countCalendars(db: Source): Promise<number> {
  const rows = (await calendarCount(db, {}))[0]?.count ?? 0
  if (rows === 0) throw new Error('the reference data were not loaded: there is no working-day calendar')
  return rows
}

/** Asked for at every page. */
const calendarCount = compileOnce(db => {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return db.selectFrom('reference_entry').select(count).where('kind', '=', 'calendar')
})

function entryOf<K extends ReferenceKind>(kind: K, row: Row): Entry<K> {
  return {
    id: row.id,
    kind,
    code: row.code,
    revision: row.revision,
    validFromOn: row.valid_from_on,
    validToOn: row.valid_to_on,
    content: contents[kind].parse(JSON.parse(row.content)) as ContentOf<K>,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }
}
