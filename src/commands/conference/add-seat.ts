import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf, insertSeat, listSeats } from '../../storage/conference-commission.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkSeat, type SeatInput } from './seat-rules.ts'

/** Adds a seat to the commission of the actor's district; nobody need be named for it yet. */
export async function addSeat(deps: CommandDeps, actor: Actor, input: SeatInput): Promise<Outcome<{ id: string }>> {
  const { district, region } = actor
  if (!permits(actor.role, 'commission.manage') || district === null) return refused()
  const id = deps.newId()
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const commission = await findCommissionOf(tx, district)
    if (!commission) throw new Refusal({ code: 'commission_missing' })
    const faults = await checkSeat(tx, district, input, await listSeats(tx, commission.id))
    if (faults.length > 0) throw new Refusal(...faults)
    await insertSeat(tx, { id, commission_id: commission.id, region, ...input, changed_at: toStamp(deps.now) })
    const details = { agency: input.agency, office: input.office }
    return { value: succeed({ id }), entries: [{ action: 'seat.added', subject: `seat:${id}`, details }] }
  })
}
