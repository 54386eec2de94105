import { sql } from 'kysely'
import { listCasesOfPair } from './case-people.ts'
import type { StoredCaseRow } from './case-store.ts'
import { findStandingPerson, listRecords } from './person-store.ts'
import type { Source } from './scope-filter.ts'

/** Every case of the same two people, whichever of their records it names; the case itself included. */
export async function listPairCases(db: Source, one: StoredCaseRow): Promise<StoredCaseRow[]> {
  const pair = { victim: await recordsOf(db, one.victim_id), perpetrator: await recordsOf(db, one.perpetrator_id) }
  return listCasesOfPair(db, pair)
}

async function recordsOf(db: Source, personId: string): Promise<string[]> {
  const standing = await findStandingPerson(db, personId)
  return standing ? (await listRecords(db, standing.id)).map(record => record.id) : [personId]
}

export type PairInstants = { readonly incidents: readonly string[]; readonly listed: readonly string[] }

/** When the incidents of these cases happened, and from when on they stood before the commission, until this instant. */
export async function listPairInstants(db: Source, caseIds: readonly string[], until: string): Promise<PairInstants> {
  if (caseIds.length === 0) return { incidents: [], listed: [] }
  const incidents = db.selectFrom('incident').select('happened_at as at').where('case_id', 'in', caseIds)
  const listed = db
    .selectFrom('agenda_item')
    .select(sql<string>`available_at`.as('at'))
    .where('case_id', 'in', caseIds)
    .where('available_at', '<=', until)
    .where('state', '!=', 'withdrawn')
  const [one, other] = await Promise.all([incidents.execute(), listed.execute()])
  return { incidents: one.map(row => row.at), listed: other.map(row => row.at) }
}
