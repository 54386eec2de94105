import { findListedItem, updateAgendaItem } from '../../storage/agenda-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** Nothing is left that would list the case. */
export async function withdrawItem(tx: Source, one: CaseRow): Promise<AuditEntry[]> {
  const item = await findListedItem(tx, one.id)
  if (!item) return []
  await updateAgendaItem(tx, item.id, { state: 'withdrawn' })
  return [{ action: 'agenda_item.withdrawn', subject: `case:${one.id}`, details: { agenda_item: item.id } }]
}
