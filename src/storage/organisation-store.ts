import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type OrganisationRow = Selectable<Schema['organisation']>

export async function insertOrganisation(db: Source, row: OrganisationRow): Promise<void> {
  await db.insertInto('organisation').values(row).execute()
}

export async function findOrganisation(db: Source, id: string): Promise<OrganisationRow | null> {
  return (await db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Organisations hold no case data: the permission alone guards this list. */
export async function listOrganisations(db: Source, page: Page): Promise<OrganisationRow[]> {
  const query = db.selectFrom('organisation').selectAll().orderBy('region').orderBy('name_ru').orderBy('id')
  return query.limit(page.limit).offset(page.offset).execute()
}

/** The police of these districts: whom an officer of another district may call. */
export async function listPoliceUnits(db: Source, districts: readonly string[]): Promise<OrganisationRow[]> {
  if (districts.length === 0) return []
  const query = db.selectFrom('organisation').selectAll().where('district', 'in', districts)
  return query.where('kind', '=', 'police').where('active', '=', 1).orderBy('id').execute()
}
