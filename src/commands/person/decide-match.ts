import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { insertDecision, type MatchDecision } from '../../storage/person-decision-store.ts'
import { findStandingPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { reachPerson } from './reach-person.ts'

export type DecidedMatch = { readonly personId: string; readonly otherId: string; readonly decision: MatchDecision }

/**
 * Remembers whether two people of the register are one. «Different» keeps the other out of later candidates; «same» is
 * for the head, who may merge the two. The last word counts, the earlier ones stay.
 */
export async function decideMatch(
  deps: CommandDeps,
  actor: Actor,
  input: DecidedMatch,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachPair(deps, deps.db.read, actor, input)
  if (!reached.ok) return reached
  const { id, region } = reached.value.standing
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const still = takeOrRefuse(await reachPair(deps, tx, actor, input))
    if (still.standing.id !== id) throw new Refusal({ code: 'changed_meanwhile' })
    const row = { id: deps.newId(), one_id: id, other_id: still.otherId, region, decision: input.decision }
    await insertDecision(tx, { ...row, decided_at: toStamp(deps.now), decided_by: actor.id })
    const details = { other: row.other_id, decision: input.decision }
    return { value: succeed({ id }), entries: [{ action: 'match.decided', subject: `person:${id}`, details }] }
  })
}

async function reachPair(deps: CommandDeps, db: Source, actor: Actor, { personId, otherId }: DecidedMatch) {
  const reached = await reachPerson(deps, db, actor, { id: personId, action: 'match.decide', tier: 3 })
  if (!reached.ok) return reached
  const other = await findStandingPerson(db, otherId)
  if (!other) return notFound<{ standing: typeof reached.value.standing; otherId: string }>()
  if (other.id === reached.value.standing.id) return fail<never>({ code: 'same_record' })
  return succeed({ standing: reached.value.standing, otherId: other.id })
}
