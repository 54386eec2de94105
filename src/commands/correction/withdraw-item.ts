import { findListedItem, updateAgendaItem } from '../../storage/agenda-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { leaveSitting } from '../conference/leave-sitting.ts'

/** Nothing is left that would list the case: it leaves the queue and the list of the sitting on which it stands. */
export async function withdrawItem(tx: Source, one: CaseRow, at: string): Promise<AuditEntry[]> {
  const item = await findListedItem(tx, one.id)
  if (!item) return []
  await updateAgendaItem(tx, item.id, { state: 'withdrawn' })
  const entry = { action: 'agenda_item.withdrawn', subject: `case:${one.id}`, details: { agenda_item: item.id } }
  return [entry, ...(await leaveSitting(tx, item.id, { region: one.region, at }))]
}
