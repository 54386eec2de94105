import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { takeOffList } from './take-off-list.ts'

/** A case that waits no more leaves the list of the sitting on which it stands; never while it is being heard. */
export async function leaveSitting(
  tx: Source,
  agendaItemId: string,
  { region, at }: { readonly region: string; readonly at: string },
): Promise<AuditEntry[]> {
  const item = await takeOffList(tx, agendaItemId, 'withdrawn', at)
  if (!item) return []
  const details = { sitting: item.sitting_id, item: item.id }
  return [{ action: 'sitting_item.withdrawn', subject: `case:${item.case_id}`, details, region }]
}
