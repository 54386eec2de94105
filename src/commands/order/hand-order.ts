import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { checkOrder } from '../../domain/order/check-order.ts'
import { orderEndsAt } from '../../domain/order/order-term.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import { orderOf, updateOrder } from '../../storage/order-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeOrder, reachOrder } from './change-order.ts'
import { orderRuleOf } from './order-rule.ts'
import { insertStarted, planOrder } from './start-measures.ts'

/** Notes when an order was handed over, a local minute: from then on its term runs and its checks fall due. */
export async function handOrder(
  deps: CommandDeps,
  actor: Actor,
  { orderId, handedAt }: { readonly orderId: string; readonly handedAt: string },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachOrder(deps, actor, orderId)
  if (!reached.ok) return reached
  const { zone } = deps.calendar
  const handed = readLocalMinute(handedAt, zone)
  if (handed === null) return fail({ code: 'invalid_date', at: 'handed_at' })
  const order = { ...orderOf(reached.value.row), handedAt: handed }
  const rule = orderRuleOf(deps, order.kind)
  const faults = checkOrder(order, rule.terms, deps.now, zone)
  if (faults.length > 0) return fail(...faults)
  const ends = orderEndsAt(order, rule.terms, zone)
  return changeOrder(deps, actor, reached.value, async (tx, one, row) => {
    if (row.handed_at !== null || row.ended_at !== null) throw new Refusal({ code: 'already_recorded' })
    await updateOrder(tx, row.id, { handed_at: toStamp(handed), ends_at: ends && toStamp(ends) })
    await insertStarted(tx, row.id, await planOrder(deps, tx, one, { rule, order, withEvent: false }))
    return [{ action: 'order.handed', subject: `case:${one.id}`, details: { order: row.id } }]
  })
}
