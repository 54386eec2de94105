import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { loadSeats } from '../../storage/conference-commission.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { reachResearch } from './reach-research.ts'
import { shutOut } from './shut-out.ts'

/** Who was asked about a case says that it is a matter of their own people: it closes to them, the deputy is asked. */
export async function declareOwnConflict(
  deps: CommandDeps,
  actor: Actor,
  requestId: string,
): Promise<Outcome<{ id: string }>> {
  const known = await reachResearch(deps.db.read, actor, requestId)
  if (!known.ok) return known
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.value.request.region), async tx => {
    const { item, sitting } = takeOrRefuse(await reachResearch(tx, actor, requestId))
    const seats = await loadSeats(tx, sitting.commission_id)
    const entries = await shutOut(tx, deps, { item, sitting, seats, account: actor.id, by: actor.id })
    return { value: succeed({ id: requestId }), entries }
  })
}
