import { planMeasures, type PlannedMeasure } from '../../domain/measure/plan.ts'
import type { Order } from '../../domain/order/order.ts'
import { checkDeadlines } from '../../domain/order/order-term.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import type { OrderRule } from '../../domain/questionnaire/order-terms.ts'
import { findLastAssessment, openAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { insertMeasures, type MeasureRow } from '../../storage/measure-store.ts'
import { insertChecks } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { measureRows } from '../assessment/build-rows.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import type { CommandDeps } from '../deps.ts'
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
  const { procedure, bank } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const { id: case_id, region, district } = one
  const place = { case_id, assessment_id: last.id, region, district, opened_at: toStamp(deps.now) }
  const rows = (planned: readonly PlannedMeasure[]) => measureRows(planned, place, deps.newId)
  const measure = procedure.measures.find(each => each.code === rule.check)
  const { owner = 'inspector' } = measure ?? {}
  const deadlines = measure ? checkDeadlines(order, rule.terms, deps.now, deps.calendar.zone) : []
  const checks = deadlines.map(dueAt => {
    return {
      code: measure?.code ?? '',
      obligation: 'mandatory' as const,
      owner,
      dueAt,
      unit: 'cd' as const,
      every: null,
    }
  })
  if (!withEvent || rule.starts === undefined) return { started: [], checks: rows(checks) }
  const answers = pruneHidden(bank, (await openAssessment(deps.db, last)).answers)
  const facts = { ...last.facts, order_issued: true }
  const assessment = { ...last.result, category }
  const judged = { procedure, assessment, answers, facts, at: deps.now, calendar: deps.calendar }
  const planned = planMeasures({ ...judged, event: rule.starts })
  return { started: rows(planned.filter(each => each.code !== rule.check)), checks: rows(checks) }
}

export async function insertStarted(tx: Source, orderId: string, { started, checks }: StartedMeasures): Promise<void> {
  await insertMeasures(tx, [...started, ...checks])
  const rows = checks.map(({ id, case_id, region }) => ({ id, order_id: orderId, case_id, region }))
  await insertChecks(tx, rows)
}
