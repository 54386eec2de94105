import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type AbsenceRow = Selectable<Schema['absence']>
export type ListedAbsence = AbsenceRow & { readonly name: string; readonly deputy: string | null }

export async function insertAbsence(db: Source, row: AbsenceRow): Promise<void> {
  await db.insertInto('absence').values(row).execute()
}

export async function findAbsence(db: Source, id: string): Promise<AbsenceRow | null> {
  return (await db.selectFrom('absence').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function endAbsenceRow(db: Source, id: string, at: string): Promise<void> {
  await db.updateTable('absence').set({ ended_at: at }).where('id', '=', id).execute()
}

/** Absences of a person that meet these days. */
export async function countOverlaps(db: Source, accountId: string, fromOn: string, toOn: string): Promise<number> {
  const own = db.selectFrom('absence').select('id').where('account_id', '=', accountId).where('ended_at', 'is', null)
  return (await own.where('from_on', '<=', toOn).where('to_on', '>=', fromOn).limit(1).execute()).length
}

/** Those of today and later in one office, the first first. */
export async function listAbsences(
  db: Source,
  of: { readonly organisation: string; readonly account: string | null; readonly on: string },
): Promise<ListedAbsence[]> {
  const all = db
    .selectFrom('absence as b')
    .innerJoin('account as a', 'a.id', 'b.account_id')
    .leftJoin('account as d', 'd.id', 'b.deputy_id')
    .where('a.organisation_id', '=', of.organisation)
    .where('b.to_on', '>=', of.on)
    .where('b.ended_at', 'is', null)
  const own = of.account === null ? all : all.where('b.account_id', '=', of.account)
  return own
    .selectAll('b')
    .select(['a.display_name as name', 'd.display_name as deputy'])
    .orderBy('b.from_on')
    .limit(100)
    .execute()
}

/** Who works in the same office: names of staff, no case data. */
export async function listColleagues(db: Source, organisation: string) {
  const all = db.selectFrom('account').select(['id', 'display_name', 'role', 'active'])
  return all.where('organisation_id', '=', organisation).orderBy('username').limit(500).execute()
}
