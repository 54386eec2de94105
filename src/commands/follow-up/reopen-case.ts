import { setCaseState, undoClosings } from '../../storage/case-closing-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { listCaseWork, settleWorkItem } from '../../storage/work-item-store.ts'

/** A new incident or assessment reopens a case, whether it rested or was closed (procedure.md section 9). */
export async function reopenCase(tx: Source, one: CaseRow, at: string): Promise<AuditEntry[]> {
  if (one.state !== 'closed' && one.state !== 'supervised') return []
  await setCaseState(tx, one.id, 'open')
  await undoClosings(tx, one.id, at)
  const checks = (await listCaseWork(tx, one.id)).filter(item => item.kind === 'supervision')
  for (const { source_id } of checks) await settleWorkItem(tx, 'supervision', source_id, at)
  return [{ action: 'case.reopened', subject: `case:${one.id}` }]
}
