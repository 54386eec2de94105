import type { Scope } from '../domain/access/scope.ts'
import { relationOf, type CaseRelation } from '../domain/case/related.ts'
import { listCasesOfPeople } from './case-people.ts'
import type { CaseRow, StoredCaseRow } from './case-store.ts'
import { findStandingPerson, listRecords } from './person-store.ts'
import type { Source } from './scope-filter.ts'

export type RelatedCase = { readonly other: CaseRow; readonly relation: CaseRelation }

/** The cases that belong to this one, in every district, without those closed to the reader; the newest first. */
export async function listRelatedCases(
  db: Source,
  { excluded }: Pick<Scope, 'excluded'>,
  one: Pick<StoredCaseRow, 'id' | 'victim_id' | 'perpetrator_id'>,
  at: string,
): Promise<RelatedCase[]> {
  const pair = {
    victim: await listRecordIds(db, one.victim_id),
    perpetrator: await listRecordIds(db, one.perpetrator_id),
  }
  const all = await listCasesOfPeople(db, [...pair.victim, ...pair.perpetrator], at)
  return all
    .filter(other => other.id !== one.id && other.state !== 'voided' && !excluded.includes(other.id))
    .flatMap(other => {
      const relation = relationOf(pair, other)
      return relation ? [{ other, relation }] : []
    })
}

/** Every record of the person whom this one names. */
export async function listRecordIds(db: Source, personId: string): Promise<string[]> {
  const standing = await findStandingPerson(db, personId)
  return standing ? (await listRecords(db, standing.id)).map(record => record.id) : [personId]
}
