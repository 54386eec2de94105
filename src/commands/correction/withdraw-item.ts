import { findListedItem, updateAgendaItem } from '../../storage/agenda-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { takeOffList } from '../conference/take-off-list.ts'

/** Nothing is left that would list the case, in the queue or for a sitting. */
export async function withdrawItem(tx: Source, one: CaseRow, at: string): Promise<AuditEntry[]> {
  const item = await findListedItem(tx, one.id)
  if (!item) return []
  await updateAgendaItem(tx, item.id, { state: 'withdrawn' })
  const subject = `case:${one.id}`
  const left = await takeOffList(tx, item.id, 'withdrawn', at)
  const details = left && { sitting: left.sitting_id, item: left.id }
  return [
    { action: 'agenda_item.withdrawn', subject, details: { agenda_item: item.id } },
    ...(details ? [{ action: 'sitting_item.withdrawn', subject, details }] : []),
  ]
}
