import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { findGoal, updateGoal } from '../../storage/client-work-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

/** A goal that was met, or that she no longer wants. */
export async function settleGoal(
  deps: CommandDeps,
  actor: Actor,
  { id, state }: { readonly id: string; readonly state: 'met' | 'dropped' },
): Promise<Outcome<{ id: string }>> {
  const goal = await findGoal(deps.db.read, id)
  if (!goal) return notFound()
  const reached = await reachClient(deps.db.read, actor, goal.client_id)
  if (!reached.ok) return reached
  return changeClient(deps, actor, reached.value, async tx => {
    if ((await findGoal(tx, id))?.state !== 'open') throw new Refusal({ code: 'already_settled' })
    await updateGoal(tx, id, { state, settled_at: toStamp(deps.now) })
    return { action: 'goal.settled', details: { goal: id, state } }
  })
}
