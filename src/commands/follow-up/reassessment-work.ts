import type { Clock } from '../../domain/calendar/due.ts'
import type { StoredCaseRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { moveWorkItem, openWorkItem, type NewWorkItem } from '../../storage/work-item-store.ts'

type Reassessed = Pick<StoredCaseRow, 'id' | 'region' | 'district' | 'officer_id' | 'reassess_by'>

/** The next assessment of a case is its officer's, from the moment at which its clock began. */
export function reassessmentWork(one: Reassessed, unit: Clock['unit'], opened_at: string): NewWorkItem {
  const { id, region, district, officer_id, reassess_by: due_at } = one
  const owner = { owner_role: 'inspector', owner_id: officer_id, organisation_id: null, officer_id }
  const place = { source_id: id, case_id: id, region, district }
  return { kind: 'reassessment', ...place, ...owner, code: 'reassessment', unit, opened_at, due_at }
}

export async function openReassessment(
  tx: Source,
  one: Reassessed,
  unit: Clock['unit'],
  openedAt: string,
): Promise<void> {
  await openWorkItem(tx, reassessmentWork(one, unit, openedAt))
}

export async function moveReassessment(tx: Source, caseId: string, by: string, unit: Clock['unit']): Promise<void> {
  await moveWorkItem(tx, 'reassessment', caseId, by, unit)
}
