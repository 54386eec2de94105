import { dueAt } from '../../domain/calendar/due.ts'
import type { PlannedMeasure } from '../../domain/measure/plan.ts'
import { updateAgendaItem } from '../../storage/agenda-store.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleResearchWork } from './commission-work.ts'
import { measureRows } from '../assessment/build-rows.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import { placeFeedback } from '../referral/sharing.ts'

const event = 'sitting_held'

/** The case leaves the queue; the measures that a sitting starts begin, the feedback to her among them. */
export async function endHearing(
  tx: Source,
  deps: CommandDeps,
  sitting: Sitting,
  item: SittingItem,
): Promise<AuditEntry[]> {
  await updateAgendaItem(tx, item.agenda_item_id, { state: 'heard' })
  await settleResearchWork(tx, item.id, toStamp(deps.now))
  const last = await findLastAssessment(tx, item.case_id)
  if (!last) return []
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const where = { region: item.region, district: item.district, opened_at: toStamp(deps.now) }
  const planned = procedure.measures.flatMap((measure): PlannedMeasure[] => {
    const duty = measure.by_category[item.category]
    if (measure.starts !== event || !duty) return []
    const { obligation, within, every = null } = duty
    const clock = { dueAt: dueAt(deps.now, within, deps.calendar), unit: within.unit }
    return [{ code: measure.code, obligation, owner: measure.owner, ...clock, every }]
  })
  const rows = measureRows(planned, { case_id: item.case_id, assessment_id: last.id, ...where }, deps.newId)
  await insertMeasures(tx, rows)
  await placeFeedback(tx, item.case_id, deps.now)
  return rows.map(row => {
    return { action: 'measure.started', subject: `case:${item.case_id}`, details: { measure: row.id, code: row.code } }
  })
}
