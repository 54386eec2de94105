import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type LocationReaderRow = Selectable<Schema['location_reader']>

/** The accounts named for a case, one by one. */
export async function listLocationReaders(db: Source, caseId: string): Promise<LocationReaderRow[]> {
  const query = db.selectFrom('location_reader').selectAll().where('case_id', '=', caseId)
  return query.orderBy('named_at').orderBy('account_id').execute()
}

export async function insertLocationReader(db: Source, row: LocationReaderRow): Promise<void> {
  const insert = db.insertInto('location_reader').values(row)
  await insert.onConflict(on => on.columns(['case_id', 'account_id']).doNothing()).execute()
}

export async function deleteLocationReader(db: Source, caseId: string, accountId: string): Promise<void> {
  const query = db.deleteFrom('location_reader').where('case_id', '=', caseId)
  await query.where('account_id', '=', accountId).execute()
}

/** Active accounts of a district that may be named: T3 is the least that they have. */
export async function listNameableAccounts(db: Source, district: string, roles: readonly string[]) {
  const query = db.selectFrom('account').select(['id', 'display_name', 'role', 'active', 'district'])
  return query.where('district', '=', district).where('active', '=', 1).where('role', 'in', roles).execute()
}
