import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { isNotReached } from '../../domain/referral/contact-attempt.ts'
import { attemptsOf, listAttempts } from '../../storage/client-work-store.ts'
import { updateClient } from '../../storage/client-store.ts'
import { findReferral, updateReferral } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { findHoldingStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { placeFeedback } from '../referral/sharing.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

export const closeReasons = ['goals_met', 'her_choice', 'not_reached', 'moved_away', 'other_help'] as const
export type CloseReason = (typeof closeReasons)[number]

/** Ends the work. «Not reached» needs the attempts of the procedure; nobody is closed out of a place. */
export async function closeClient(
  deps: CommandDeps,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: CloseReason },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const rules = procedureOf(deps).crisis_centre
  const needed = rules.attempts_before_not_reached
  const attempts = attemptsOf(await listAttempts(deps.db.read, id))
  if (reason === 'not_reached' && !isNotReached(attempts, needed, deps.calendar.zone)) {
    return fail({ code: 'attempts_missing', at: 'reason', details: { needed } })
  }
  const closed = { state: 'closed', closed_at: toStamp(deps.now), close_reason: reason }
  return changeClient(deps, actor, reached.value, async (tx, row) => {
    if (await findHoldingStay(tx, id)) throw new Refusal({ code: 'stay_open', at: 'reason' })
    await updateClient(tx, id, closed)
    await settleWorkItem(tx, 'contact', id, closed.closed_at)
    if (row.referral_id !== null) await endReferral(tx, row.referral_id)
    await placeFeedback(tx, row.case_id, deps.now)
    return { action: 'client.closed', details: { reason } }
  })
}

async function endReferral(tx: Source, id: string): Promise<void> {
  const referral = await findReferral(tx, id)
  if (referral?.state === 'accepted') await updateReferral(tx, id, { state: 'ended' })
}
