import { dueAt } from '../../domain/calendar/due.ts'
import { updateAgendaItem } from '../../storage/agenda-store.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertMeasures, type MeasureRow } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'

const event = 'sitting_held'

/** The case leaves the queue; the measures that a sitting starts begin, the feedback to her among them. */
export async function endHearing(
  tx: Source,
  deps: CommandDeps,
  sitting: Sitting,
  item: SittingItem,
): Promise<AuditEntry[]> {
  await updateAgendaItem(tx, item.agenda_item_id, { state: 'heard' })
  const last = await findLastAssessment(tx, item.case_id)
  if (!last) return []
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const place = { case_id: item.case_id, assessment_id: last.id, region: item.region, district: item.district }
  const rows = procedure.measures.flatMap((measure): MeasureRow[] => {
    const duty = measure.by_category[item.category]
    if (measure.starts !== event || !duty) return []
    const due_at = toStamp(dueAt(deps.now, duty.within, deps.calendar))
    const open = { state: 'due', sealed_note: null, closed_at: null, closed_by: null }
    const what = { code: measure.code, obligation: duty.obligation, owner_role: measure.owner, due_at }
    return [{ id: deps.newId(), ...place, ...what, ...open }]
  })
  await insertMeasures(tx, rows)
  return rows.map(row => {
    return { action: 'measure.started', subject: `case:${item.case_id}`, details: { measure: row.id, code: row.code } }
  })
}
