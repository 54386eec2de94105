import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { listCasesOfPair, listCasesOfPeople } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { findDecisions } from '../../storage/person-decision-store.ts'
import { findStandingPerson, listRecords, type PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import type { RecordPair } from './link-records.ts'
import { reachPerson } from './reach-person.ts'

export type Named = { readonly keptId: string; readonly mergedId: string }
export type ReachedPair = RecordPair & {
  /** The case of another district, the newest, whose head must agree; null where the pair is one district's alone. */
  readonly beyond: CaseRow | null
}

type Read = Pick<CommandDeps, 'now'>

/** Two records that a unit head may merge or propose to merge: different, and not the two sides of one case. */
export async function reachPair(deps: Read, db: Source, actor: Actor, named: Named): Promise<Outcome<ReachedPair>> {
  const reached = await reachPerson(deps, db, actor, { id: named.keptId, action: 'person.merge', tier: 3 })
  if (!reached.ok) return reached
  const { standing: kept, records } = reached.value
  const merged = await findStandingPerson(db, named.mergedId)
  if (!merged || !(await mayMerge(deps, db, actor, kept, merged))) return notFound()
  const fault = await findFault(db, actor, kept, merged)
  if (fault === 'hidden') return notFound()
  if (fault) return fail({ code: fault, at: 'other' })
  const theirs = await beyondOf(deps, db, actor, await listRecords(db, merged.id))
  return succeed({ kept, merged, beyond: theirs ?? (await beyondOf(deps, db, actor, records)) })
}

/**
 * Why these two cannot be one person; null where nothing speaks against it. `hidden`: they are the two sides of a case
 * that the actor does not reach, and no answer may tell of it.
 */
export async function findFault(db: Source, actor: Actor, kept: PersonRow, merged: PersonRow) {
  if (merged.id === kept.id) return 'same_record'
  const [one, other] = [idsOf(await listRecords(db, kept.id)), idsOf(await listRecords(db, merged.id))]
  const against = [
    ...(await listCasesOfPair(db, { victim: one, perpetrator: other })),
    ...(await listCasesOfPair(db, { victim: other, perpetrator: one })),
  ]
  if (against.length === 0) return null
  const known = against.some(one => one.district === actor.district && !actor.excluded.includes(one.id))
  return known ? 'same_person' : 'hidden'
}

/** A record of another unit may be merged once an officer has said that it is the same person. */
async function mayMerge(deps: Read, db: Source, actor: Actor, kept: PersonRow, merged: PersonRow) {
  const reached = await reachPerson(deps, db, actor, { id: merged.id, action: 'person.merge', tier: 3 })
  if (reached.ok) return true
  const cases = await listCasesOfPeople(db, idsOf(await listRecords(db, merged.id)), toStamp(deps.now))
  if (!cases.some(one => !actor.excluded.includes(one.id))) return false
  return (await findDecisions(db, [kept.id])).get(merged.id) === 'same'
}

/** Excluded cases of the own district count for nothing here: nothing may tell that there are any. */
async function beyondOf(deps: Read, db: Source, actor: Actor, records: readonly PersonRow[]): Promise<CaseRow | null> {
  const cases = await listCasesOfPeople(db, idsOf(records), toStamp(deps.now))
  return cases.find(one => one.district !== actor.district && !actor.excluded.includes(one.id)) ?? null
}

function idsOf(records: readonly PersonRow[]): string[] {
  return records.map(record => record.id)
}
