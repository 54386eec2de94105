import { updateAgendaItem } from '../../storage/agenda-store.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { insertMeasures } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { planByAssessment } from '../measure/plan-by-assessment.ts'
import { placeFeedback } from '../referral/sharing.ts'
import { settleResearchWork } from './commission-work.ts'

const event = 'sitting_held'

/** The case leaves the queue; the measures that a sitting starts begin, the feedback to her among them. */
export async function endHearing(tx: Source, deps: CommandDeps, item: SittingItem): Promise<AuditEntry[]> {
  await updateAgendaItem(tx, item.agenda_item_id, { state: 'heard' })
  await settleResearchWork(tx, item.id, toStamp(deps.now))
  const last = await findLastAssessment(tx, item.case_id)
  if (!last) return []
  const { case_id: id, region, district, category } = item
  const rows = await planByAssessment(deps, { id, region, district }, last, { category, event })
  await insertMeasures(tx, rows)
  await placeFeedback(tx, id, deps.now)
  return rows.map(row => {
    return { action: 'measure.started', subject: `case:${id}`, details: { measure: row.id, code: row.code } }
  })
}
