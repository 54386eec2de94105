import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { findHoldingStay, updateStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

/** Lets a reservation go: she did not come, or needs no place. */
export async function releaseBed(
  deps: CommandDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  return changeClient(deps, actor, reached.value, async tx => {
    const stay = await findHoldingStay(tx, id)
    if (stay?.state !== 'reserved') throw new Refusal({ code: 'no_reservation' })
    await updateStay(tx, stay.id, { state: 'released', ended_at: toStamp(deps.now) })
    return { action: 'bed.released', details: { stay: stay.id } }
  })
}
