import { findCase, type CaseRow, type StoredCaseRow } from './case-store.ts'
import type { Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

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

/** Whether somebody is known from cases alone that are closed to the reader: for that reader there is no such person. */
export async function isUnseen(db: Source, ids: readonly string[], excluded: readonly string[]): Promise<boolean> {
  if (excluded.length === 0 || ids.length === 0) return false
  const query = db.selectFrom('case_file').select('id')
  const cases = await query.where(eb => eb.or([eb('victim_id', 'in', ids), eb('perpetrator_id', 'in', ids)])).execute()
  return cases.length > 0 && cases.every(({ id }) => excluded.includes(id))
}

export type Pair = { readonly victim: readonly string[]; readonly perpetrator: readonly string[] }

/** The cases of one pair that were not voided, whichever of their records each case names; the newest first. */
export async function listCasesOfPair(db: Source, { victim, perpetrator }: Pair): Promise<StoredCaseRow[]> {
  if (victim.length === 0 || perpetrator.length === 0) return []
  const query = db.selectFrom('case_file').selectAll().where('victim_id', 'in', victim)
  const own = query.where('perpetrator_id', 'in', perpetrator).where('state', '<>', 'voided')
  return own.orderBy('opened_at', 'desc').limit(50).execute()
}

/** When the incidents of these cases happened that count. */
export async function listIncidentTimes(db: Source, caseIds: readonly string[]): Promise<string[]> {
  if (caseIds.length === 0) return []
  const own = db.selectFrom('incident').select('happened_at').where('case_id', 'in', caseIds)
  const rows = await own.where(notVoided('incident', 'incident.id')).execute()
  return rows.map(row => row.happened_at)
}
