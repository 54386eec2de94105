import type { PlannedMeasure } from '../../domain/measure/plan.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'

export type MeasuredCase = Pick<CaseRow, 'id' | 'region' | 'district'>

/** What was planned for a case, as measures that begin now. */
export function measureRows(
  { now, newId }: Pick<CommandDeps, 'now' | 'newId'>,
  { id: case_id, region, district }: MeasuredCase,
  assessment_id: string,
  planned: readonly PlannedMeasure[],
): MeasureRow[] {
  return planned.map(({ code, obligation, owner: owner_role, dueAt, unit }) => {
    const due_at = toStamp(dueAt)
    return {
      id: newId(),
      case_id,
      assessment_id,
      region,
      district,
      opened_at: toStamp(now),
      code,
      obligation,
      owner_role,
      due_at,
      unit,
      sealed_note: null,
      done_at: null,
      effect: null,
      evidence: null,
      ...stateOf(owner_role, due_at),
    }
  })
}

/** The program lists the case in the same transaction that plans the measure: nobody is asked to do it. */
function stateOf(owner: string, at: string) {
  if (owner !== 'program') return { state: 'due', closed_at: null, closed_by: null }
  return { state: 'done', closed_at: at, closed_by: owner }
}
