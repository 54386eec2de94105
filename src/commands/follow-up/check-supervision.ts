import { endSupervision, findClosing, setCaseState } from '../../storage/case-closing-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { listCaseWork, settleWorkItem, type WorkItemRow } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'

/**
 * A contact that found no danger is every check of a case under supervision whose day had come when it happened; after
 * the last one the case is closed. One before the day is a contact and no check (procedure.md section 9).
 */
export async function checkSupervision(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  happenedAt: Temporal.Instant,
): Promise<AuditEntry[]> {
  if (one.state !== 'supervised') return []
  const at = toStamp(deps.now)
  const checks = (await listCaseWork(tx, one.id)).filter(item => item.kind === 'supervision')
  const [come, rest] = splitByDay(checks, localDate(happenedAt))
  if (come.length === 0 && checks.length > 0) return []
  for (const { source_id } of come) await settleWorkItem(tx, 'supervision', source_id, at)
  const closing = await findClosing(tx, one.id)
  const subject = `case:${one.id}`
  const checked = { action: 'supervision.checked', subject, details: { left: rest.length } }
  if (rest.length > 0 || !closing) return [checked]
  await setCaseState(tx, one.id, 'closed')
  await endSupervision(tx, closing.id, at)
  return [checked, { action: 'case.closed', subject, details: { closing: closing.id } }]
}

/** The checks whose local day had come, and the others. */
function splitByDay(checks: readonly WorkItemRow[], on: string): [WorkItemRow[], WorkItemRow[]] {
  const { come = [], rest = [] } = Object.groupBy(checks, ({ due_at }) =>
    localDate(Temporal.Instant.from(due_at)) <= on ? 'come' : 'rest',
  )
  return [come, rest]
}
