import { planMeasures } from '../../domain/measure/plan.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import type { Category } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import { measureRows, type MeasuredCase } from './measure-rows.ts'

type Cause = {
  /** In which the case stands by now. */
  readonly category: Category
  /** What has become known since the assessment. */
  readonly facts?: Facts
  /** Without one: what starts with the category. */
  readonly event?: string
}

/** The measures that start now, by the procedure and the answers of the last assessment of the case. */
export async function planByAssessment(
  deps: CommandDeps,
  one: MeasuredCase,
  last: AssessmentRow,
  { category, facts, event }: Cause,
): Promise<MeasureRow[]> {
  const { bank, procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const planned = planMeasures({
    procedure,
    assessment: { ...last.result, category },
    answers: pruneHidden(bank, (await openAssessment(deps.db, last)).answers),
    facts: { ...last.facts, ...facts },
    at: deps.now,
    calendar: deps.calendar,
    event,
  })
  return measureRows(deps, one, last.id, planned)
}
