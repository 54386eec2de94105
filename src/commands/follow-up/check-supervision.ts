import { endSupervision, findClosing, setCaseState } from '../../storage/case-closing-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { listCaseWork, settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'

/** A contact that found no danger is the next check of a case under supervision; after the last one the case is closed. */
export async function checkSupervision(tx: Source, deps: CommandDeps, one: CaseRow): Promise<AuditEntry[]> {
  if (one.state !== 'supervised') return []
  const at = toStamp(deps.now)
  const [first, ...rest] = (await listCaseWork(tx, one.id)).filter(item => item.kind === 'supervision')
  if (first) await settleWorkItem(tx, 'supervision', first.source_id, at)
  const closing = await findClosing(tx, one.id)
  const subject = `case:${one.id}`
  const checked = { action: 'supervision.checked', subject, details: { left: rest.length } }
  if (rest.length > 0 || !closing) return [checked]
  await setCaseState(tx, one.id, 'closed')
  await endSupervision(tx, closing.id, at)
  return [checked, { action: 'case.closed', subject, details: { closing: closing.id } }]
}
