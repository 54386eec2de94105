import type { Clock } from '../../domain/calendar/due.ts'
import type { StoredCaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { moveWorkItem, openWorkItem, type NewWorkItem } from '../../storage/work-item-store.ts'

type Reassessed = Pick<StoredCaseRow, 'id' | 'region' | 'district' | 'officer_id' | 'reassess_by'>

/** The next assessment of a case is its officer's, from the moment at which its clock began. */
export function reassessmentOf(one: Reassessed, unit: Clock['unit'], openedAt: string): NewWorkItem {
  const { id, region, district, officer_id, reassess_by: due_at } = one
  const owner = { owner_role: 'inspector', owner_id: officer_id, organisation_id: null, officer_id }
  const place = { source_id: id, case_id: id, region, district }
  const clock = { code: 'reassessment', unit, opened_at: openedAt, due_at }
  return { kind: 'reassessment', ...place, ...owner, ...clock }
}

export async function openReassessment(tx: Source, one: Reassessed, unit: Clock['unit'], at: string): Promise<void> {
  await openWorkItem(tx, reassessmentOf(one, unit, at))
}

export async function moveReassessment(tx: Source, caseId: string, by: string, unit: Clock['unit']): Promise<void> {
  await moveWorkItem(tx, 'reassessment', caseId, by, unit)
}
