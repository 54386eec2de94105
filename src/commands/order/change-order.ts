import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { isTargetVoided } from '../../storage/correction-store.ts'
import { findOrder, type OrderRow } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

const permission = 'order.record'

export type ReachedOrder = { readonly one: CaseRow; readonly row: OrderRow }

export async function reachOrder(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<ReachedOrder>> {
  const row = await findOrder(deps.db.read, id)
  if (!row) return notFound()
  const reached = await reachCase(deps, deps.db.read, actor, permission, row.case_id)
  if (!reached.ok) return reached
  return (await isTargetVoided(deps.db.read, { kind: 'order', id })) ? voided() : succeed({ one: reached.value, row })
}

const voided = () => fail<ReachedOrder>({ code: 'already_voided' })

/** One change of a registered order, by somebody who reaches its case before and inside the transaction. */
export async function changeOrder(
  deps: CommandDeps,
  actor: Actor,
  { one, row }: ReachedOrder,
  write: (tx: Source, still: CaseRow, order: OrderRow) => Promise<readonly AuditEntry[]>,
): Promise<Outcome<{ caseId: string }>> {
  return changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    const still = await reachCaseOrRefuse(deps, tx, actor, permission, one.id)
    const order = await findOrder(tx, row.id)
    if (!order) throw new Refusal({ code: 'not_found' })
    if (await isTargetVoided(tx, { kind: 'order', id: order.id })) throw new Refusal({ code: 'already_voided' })
    return { value: succeed({ caseId: one.id }), entries: await write(tx, still, order) }
  })
}
