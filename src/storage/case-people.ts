import { sql, type Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import { findCase, type CaseRow, type StoredCaseRow } from './case-store.ts'
import type { Source } from './scope-filter.ts'

/** The cases in which any of these records is a party, the newest first. Reach is for the caller to decide. */
export async function listCasesOfPeople(db: Source, ids: readonly string[], at: string): Promise<CaseRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('case_file')
    .select('id')
    .where(eb => eb.or([eb('victim_id', 'in', ids), eb('perpetrator_id', 'in', ids)]))
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute()
  const cases = await Promise.all(rows.map(({ id }) => findCase(db, id, at)))
  return cases.filter(one => one !== null)
}

export type Pair = { readonly victim: readonly string[]; readonly perpetrator: readonly string[] }

/** The cases of one pair, whichever of their records each case names; the newest first. */
export async function listCasesOfPair(db: Source, { victim, perpetrator }: Pair): Promise<StoredCaseRow[]> {
  if (victim.length === 0 || perpetrator.length === 0) return []
  const query = db.selectFrom('case_file').selectAll().where('victim_id', 'in', victim)
  return query.where('perpetrator_id', 'in', perpetrator).orderBy('opened_at', 'desc').limit(50).execute()
}

/** Incidents on these cases from this instant on. */
export async function countIncidentsSince(db: Source, caseIds: readonly string[], since: string): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  const query = db.selectFrom('incident').select(count).where('case_id', 'in', caseIds)
  return (await query.where('happened_at', '>=', since).executeTakeFirstOrThrow()).count
}

export async function wasListedSince(db: Source, caseIds: readonly string[], since: string): Promise<boolean> {
  const query = db.selectFrom('agenda_item').select('id').where('case_id', 'in', caseIds)
  return (await query.where('listed_at', '>=', since).limit(1).executeTakeFirst()) !== undefined
}

export type Standing = Pick<
  Selectable<Schema['case_file']>,
  'category' | 'category_rank' | 'provisional' | 'reassess_by' | 'sealed_contact' | 'sealed_wishes'
>

/** What a further assessment changes in a case. */
export async function updateStanding(db: Source, caseId: string, standing: Standing): Promise<void> {
  await db.updateTable('case_file').set(standing).where('id', '=', caseId).execute()
}
