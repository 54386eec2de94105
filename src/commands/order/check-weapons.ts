import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import { updateOrder } from '../../storage/order-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changeOrder, reachOrder } from './change-order.ts'

export const weaponFindings = ['none_registered', 'surrendered', 'seized', 'not_surrendered'] as const
export type WeaponFinding = (typeof weaponFindings)[number]

/** The measure of the procedure that this command is the doing of. */
const weaponCheck = 'weapon_check'

/** Notes what the weapons check found when the order was carried out; the open measure of the case is done by it. */
export async function checkWeapons(
  deps: CommandDeps,
  actor: Actor,
  { orderId, found }: { readonly orderId: string; readonly found: WeaponFinding },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachOrder(deps, actor, orderId)
  if (!reached.ok) return reached
  const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: actor.id }
  return changeOrder(deps, actor, reached.value, async (tx, one, row) => {
    await updateOrder(tx, row.id, { weapons: found })
    const subject = `case:${one.id}`
    const entries: AuditEntry[] = [{ action: 'weapons.checked', subject, details: { order: row.id, found } }]
    const due = (await listCaseMeasures(tx, one.id)).filter(each => each.code === weaponCheck && each.state === 'due')
    for (const { id } of due) {
      await closeMeasure(tx, id, closed)
      entries.push({ action: 'measure.recorded', subject, details: { measure: id, state: 'done' } })
    }
    return entries
  })
}
