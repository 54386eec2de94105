import type { Actor } from '../../domain/access/decide.ts'
import type { Target } from '../../domain/case/correction.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { listCaseMeasures, voidMeasure, type MeasureRow } from '../../storage/measure-store.ts'
import { findOrder, listChecks, listStandingOrders, orderOf } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions, definitionsOf } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { orderRuleOf } from '../order/order-rule.ts'

/** Closes what nobody has to do any more: it was planned by what was voided, or checks an order that was. */
export async function voidMeasures(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  voided: readonly Target[],
): Promise<AuditEntry[]> {
  const due = (await listCaseMeasures(tx, one.id)).filter(each => each.state === 'due')
  const closed = { closed_at: toStamp(deps.now), closed_by: actor.id }
  const dropped = voided.some(each => each.kind === 'case') ? due : await listDropped(tx, deps, due, voided)
  for (const { id } of dropped) await voidMeasure(tx, id, closed)
  const subject = `case:${one.id}`
  return dropped.map(({ id }) => ({
    action: 'measure.recorded',
    subject,
    details: { measure: id, state: 'not_needed', code: 'voided' },
  }))
}

async function listDropped(tx: Source, deps: CommandDeps, due: readonly MeasureRow[], voided: readonly Target[]) {
  const orders = voided.filter(each => each.kind === 'order').map(each => each.id)
  const assessments = new Set(voided.filter(each => each.kind === 'assessment').map(each => each.id))
  const byOrders = await Promise.all(orders.map(id => startedBy(tx, deps, due, id)))
  const started = new Set(byOrders.flat())
  const planned: MeasureRow[] = []
  for (const each of due)
    if (assessments.has(each.assessment_id) && (await isOfCategory(tx, deps, each))) planned.push(each)
  return [...planned, ...due.filter(each => started.has(each.id) && !planned.includes(each))]
}

/** What an order or another event started is not ended with the assessment that happened to be the last then. */
async function isOfCategory(tx: Source, deps: CommandDeps, { assessment_id, code }: MeasureRow): Promise<boolean> {
  const row = await findAssessment(tx, assessment_id)
  if (!row) return false
  const { procedure } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const checks = procedure.orders.some(each => each.check === code)
  return !checks && procedure.measures.find(each => each.code === code)?.starts === undefined
}

/** The checks of an order, and what its issue started unless another order of its kind stands. */
async function startedBy(tx: Source, deps: CommandDeps, due: readonly MeasureRow[], orderId: string) {
  const row = await findOrder(tx, orderId)
  if (!row) return []
  const checks = await listChecks(tx, orderId)
  const others = (await listStandingOrders(tx, row.case_id)).some(each => each.kind === row.kind)
  const rule = orderRuleOf(deps, orderOf(row).kind)
  if (others || rule.starts === undefined) return checks
  const { procedure } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const codes = procedure.measures.filter(each => each.starts === rule.starts).map(each => each.code)
  return [...checks, ...due.filter(each => codes.includes(each.code)).map(each => each.id)]
}
