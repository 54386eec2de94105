import { sql, type Selectable, type SqlBool } from 'kysely'
import { compileOnce } from './compile-once.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export async function insertItemReader(db: Source, row: Selectable<Schema['item_reader']>): Promise<void> {
  const insert = db.insertInto('item_reader').values(row)
  await insert.onConflict(on => on.columns(['item_id', 'account_id']).doNothing()).execute()
}

/** The accounts named for each closed item of a sitting, one by one. */
export async function listItemReaders(db: Source, sittingId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('item_reader as r')
    .innerJoin('sitting_item as i', 'i.id', 'r.item_id')
    .select(['r.item_id', 'r.account_id'])
    .where('i.sitting_id', '=', sittingId)
    .orderBy('r.named_at')
    .execute()
  const readers = new Map<string, string[]>()
  for (const row of rows) readers.set(row.item_id, [...(readers.get(row.item_id) ?? []), row.account_id])
  return readers
}

/**
 * How the same place in the queue stood on its last list: closed to all but these, or open to all. A closing lasts as
 * long as the case waits, whatever sitting takes it.
 */
export async function findNamed(db: Source, agendaItemId: string): Promise<readonly string[] | null> {
  const closed = db.selectFrom('sitting_item').select('id').where('agenda_item_id', '=', agendaItemId)
  if (!(await closed.where('closed', '=', 1).limit(1).executeTakeFirst())) return null
  const readers = db.selectFrom('item_reader').select('account_id').where('item_id', 'in', closed)
  return [...new Set((await readers.execute()).map(row => row.account_id))]
}

/** Cases of a district whose last item is closed and for which this account is not named. */
export async function listClosedTo(db: Source, reader: { account: string; district: string }): Promise<string[]> {
  return (await closedTo(db, reader)).map(row => row.case_id)
}

/** The listing `q` of a case is its last: what was closed of an earlier one is open again. */
export const isListedLast = sql<SqlBool>`not exists (
  select n.id from agenda_item as n where n.case_id = q.case_id and n.listed_at > q.listed_at
)`

/** Asked for at every page. */
const closedTo = compileOnce((db, { account, district }: { account: string; district: string }) =>
  db
    .selectFrom('sitting_item as i')
    .innerJoin('agenda_item as q', 'q.id', 'i.agenda_item_id')
    .select('i.case_id')
    .distinct()
    .where('i.district', '=', district)
    .where('i.closed', '=', 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('item_reader as r')
            .innerJoin('sitting_item as o', 'o.id', 'r.item_id')
            .select('r.item_id')
            .whereRef('o.agenda_item_id', '=', 'i.agenda_item_id')
            .where('r.account_id', '=', account),
        ),
      ),
    )
    .where(isListedLast),
)
