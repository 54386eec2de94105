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
  /** Those of the person's cases that the actor reaches; the others stay unknown. */
  readonly cases: readonly CaseRow[]
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
  if (cases.length > 0) return succeed({ records, standing, cases })
  return decisions.some(({ decision }) => decision === 'refused') ? refused() : notFound()
}
