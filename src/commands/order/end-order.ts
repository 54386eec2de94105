import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeMeasure, findMeasure } from '../../storage/measure-store.ts'
import { listChecks, updateOrder } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeOrder, reachOrder } from './change-order.ts'

export const orderEndings = ['lifted', 'replaced'] as const
export type OrderEnding = (typeof orderEndings)[number]

/** Ends an order before its term: it binds no more from this moment, and its open checks are not needed. */
export async function endOrder(
  deps: CommandDeps,
  actor: Actor,
  { orderId, reason }: { readonly orderId: string; readonly reason: OrderEnding },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachOrder(deps, actor, orderId)
  if (!reached.ok) return reached
  const at = toStamp(deps.now)
  return changeOrder(deps, actor, reached.value, async (tx, one, row) => {
    if (row.ended_at !== null || (row.ends_at !== null && row.ends_at <= at)) {
      throw new Refusal({ code: 'already_recorded' })
    }
    await updateOrder(tx, row.id, { ended_at: at })
    const subject = `case:${one.id}`
    const entry = { action: 'order.ended', subject, details: { order: row.id, reason } }
    return [entry, ...(await dropChecks(tx, row.id, subject, { closed_at: at, closed_by: actor.id }))]
  })
}

async function dropChecks(
  tx: Source,
  orderId: string,
  subject: string,
  closed: { readonly closed_at: string; readonly closed_by: string },
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (const id of await listChecks(tx, orderId)) {
    if ((await findMeasure(tx, id))?.state !== 'due') continue
    await closeMeasure(tx, id, { state: 'not_needed', sealed_note: null, ...closed })
    entries.push({ action: 'measure.recorded', subject, details: { measure: id, state: 'not_needed' } })
  }
  return entries
}
