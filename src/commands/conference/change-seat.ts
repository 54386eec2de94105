import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf, findSeat, listSeats, updateSeat } from '../../storage/conference-commission.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkSeat, type SeatInput } from './seat-rules.ts'

/** Names other people or dates for a seat, or ends it; requests that wait go to who speaks for it at the next invitation. */
export async function changeSeat(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  input: SeatInput,
): Promise<Outcome<{ id: string }>> {
  const { district } = actor
  if (!permits(actor.role, 'commission.manage') || district === null) return refused()
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const commission = await findCommissionOf(tx, district)
    const seat = await findSeat(tx, id)
    if (!commission || seat?.commission_id !== commission.id) throw new Refusal({ code: 'not_found' })
    const others = (await listSeats(tx, commission.id)).filter(one => one.id !== id)
    const faults = await checkSeat(tx, district, input, others)
    if (faults.length > 0) throw new Refusal(...faults)
    await updateSeat(tx, id, { ...input, changed_at: toStamp(deps.now) })
    const details = { active: input.active === 1 }
    return { value: succeed({ id }), entries: [{ action: 'seat.changed', subject: `seat:${id}`, details }] }
  })
}
