import type { Order } from '../../domain/order/order.ts'
import { checkDeadlines } from '../../domain/order/order-term.ts'
import type { OrderRule } from '../../domain/questionnaire/order-terms.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { insertMeasures, type MeasureRow } from '../../storage/measure-store.ts'
import { insertChecks } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import type { CommandDeps } from '../deps.ts'
import { measureRows } from '../measure/measure-rows.ts'
import { planByAssessment } from '../measure/plan-by-assessment.ts'
import { Refusal } from '../refusal.ts'

export type StartedMeasures = { readonly started: readonly MeasureRow[]; readonly checks: readonly MeasureRow[] }

type Starting = { readonly rule: OrderRule; readonly order: Order; readonly withEvent: boolean }

/** What an order starts: the measures of its event, and one check for each deadline of a term that runs. */
export async function planOrder(
  deps: CommandDeps,
  tx: Source,
  one: CaseRow,
  starting: Starting,
): Promise<StartedMeasures> {
  const { rule, order, withEvent } = starting
  const last = await findLastAssessment(tx, one.id)
  const category = categoryOrNull(one.category)
  if (!last || !category) throw new Refusal({ code: 'no_assessment' })
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const measure = procedure.measures.find(each => each.code === rule.check)
  const { owner = 'inspector' } = measure ?? {}
  const deadlines = measure ? checkDeadlines(order, rule.terms, deps.now, deps.calendar.zone) : []
  const check = { code: measure?.code ?? '', obligation: 'mandatory', owner, unit: 'cd', every: null } as const
  const planned = deadlines.map(dueAt => ({ ...check, dueAt }))
  const checks = measureRows(deps, one, last.id, planned)
  if (!withEvent || rule.starts === undefined) return { started: [], checks }
  const event = { category, facts: { order_issued: true }, event: rule.starts }
  const started = await planByAssessment(deps, one, last, event)
  return { started: started.filter(each => each.code !== rule.check), checks }
}

export async function insertStarted(tx: Source, orderId: string, { started, checks }: StartedMeasures): Promise<void> {
  await insertMeasures(tx, [...started, ...checks])
  const rows = checks.map(({ id, case_id, region }) => ({ id, order_id: orderId, case_id, region }))
  await insertChecks(tx, rows)
}
