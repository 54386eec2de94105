import { coversDetail, detailReachOf, type DetailReach } from '../../domain/access/detail-reach.ts'
import { decide, type Actor } from '../../domain/access/decide.ts'
import { permits, type Permission, type Tier } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { findStandingPerson, listRecords, type PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'

export type ReachedPerson = {
  /** The record that stands for the person, then those merged into it. */
  readonly records: readonly PersonRow[]
  readonly standing: PersonRow
  /** The records that may be shown. The first is the one that the cases within reach name: what is learned goes there. */
  readonly shown: readonly PersonRow[]
  /** Those of the person's cases that the actor reaches; the others stay unknown. */
  readonly cases: readonly CaseRow[]
  /** Other districts that know the person: they may be named, and whom to call there. */
  readonly elsewhere: readonly string[]
  /** Which details may be shown. */
  readonly reach: DetailReach
}

/** A person is reached through a case: who reaches none of the person's cases finds no such person. */
export async function reachPerson(
  deps: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  { id, action, tier }: { readonly id: string; readonly action: Permission; readonly tier: Tier },
): Promise<Outcome<ReachedPerson>> {
  if (!permits(actor.role, action)) return refused()
  const standing = await findStandingPerson(db, id)
  if (!standing) return notFound()
  const records = await listRecords(db, standing.id)
  const all = await listCasesOfPeople(
    db,
    records.map(record => record.id),
    toStamp(deps.now),
  )
  const decisions = all.map(one => ({ one, decision: decide(actor, action, one, tier) }))
  const cases = decisions.filter(({ decision }) => decision === 'allowed').map(({ one }) => one)
  if (cases.length > 0) {
    const reach = detailReachOf(actor, action, { reached: cases, all })
    const beyond = all.filter(one => !cases.includes(one) && !actor.excluded.includes(one.id))
    const elsewhere = [...new Set(beyond.map(one => one.district))].filter(each => each !== actor.district)
    return succeed({ records, standing, shown: shownOf(records, cases, reach), cases, elsewhere, reach })
  }
  return decisions.some(({ decision }) => decision === 'refused') ? refused() : notFound()
}

/** A record that a case within reach names is known there, whoever made it. */
function shownOf(records: readonly PersonRow[], cases: readonly CaseRow[], reach: DetailReach): PersonRow[] {
  const parties = new Set(cases.flatMap(one => [one.victim_id, one.perpetrator_id]))
  const named = records.filter(record => parties.has(record.id))
  return [...named, ...records.filter(record => !parties.has(record.id) && coversDetail(reach, record))]
}
