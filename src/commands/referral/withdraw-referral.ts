import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { moveReferral, referralStateOrThrow } from '../../domain/referral/referral.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { updateReferral, type ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { contextOfBoth, entriesInBoth } from './both-chains.ts'
import { reachReferral } from './reach-referral.ts'
import { dropExpected, placeFeedback } from './sharing.ts'

/** The sender takes it back; a place that was kept is free again. Who was taken in already is the centre's own. */
export async function withdrawReferral(
  deps: CommandDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachAsSender(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const client = await findClientOfReferral(deps.db.read, id)
  const region = client?.region ?? reached.value.region
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, reached.value.region, region), async tx => {
    const still = takeOrRefuse(await reachAsSender(deps, tx, actor, id))
    const state = takeOrRefuse(moveReferral(referralStateOrThrow(still.state), 'withdraw'))
    await dropExpected(tx, id, toStamp(deps.now))
    await updateReferral(tx, id, { state })
    await settleWorkItem(tx, 'referral', id, toStamp(deps.now))
    await placeFeedback(tx, still.case_id, deps.now)
    const entry = { action: 'referral.withdrawn', subject: `referral:${id}` }
    return { value: succeed({ id }), entries: entriesInBoth(entry, still.region, region) }
  })
}

async function reachAsSender(deps: CommandDeps, db: Source, actor: Actor, id: string): Promise<Outcome<ReferralRow>> {
  const reached = await reachReferral(deps, db, actor, { id, action: 'referral.withdraw', tier: 1 })
  if (!reached.ok) return reached
  const { row } = reached.value
  const police = actor.role === 'inspector' || actor.role === 'head'
  const sender = row.from_id === actor.organisation || (police && row.to_id !== actor.organisation)
  if (!sender) return refused()
  const client = await findClientOfReferral(db, id)
  return client && client.state !== 'expected' ? fail({ code: 'client_taken_in' }) : succeed(row)
}
