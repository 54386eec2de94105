import { findLastAssessment, openAssessment } from '../../storage/assessment-store.ts'
import type { CommandDeps } from '../deps.ts'

/** Whether children belong to the case, by its last interview: then guardianship counts for the quorum. */
export async function hasChildren({ db }: Pick<CommandDeps, 'db'>, caseId: string): Promise<boolean> {
  const last = await findLastAssessment(db.read, caseId)
  if (!last) return false
  const { answers } = await openAssessment(db, last)
  const children = answers['children']?.value
  if (Array.isArray(children) && children.length > 0) return true
  const total = answers['children_total']?.value
  return typeof total === 'number' && total > 0
}
