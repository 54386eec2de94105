import { findPlacement, updateSittingItem } from '../../storage/conference-agenda.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { Refusal } from '../refusal.ts'
import { settleResearchWork } from './commission-work.ts'

/** A case that waits no more leaves the list of the sitting on which it stands; never while it is being heard. */
export async function leaveSitting(
  tx: Source,
  agendaItemId: string,
  { region, at }: { readonly region: string; readonly at: string },
): Promise<AuditEntry[]> {
  const item = await findPlacement(tx, agendaItemId)
  if (!item) return []
  if (item.state === 'open') throw new Refusal({ code: 'item_open' })
  await updateSittingItem(tx, item.id, { state: 'withdrawn' })
  await settleResearchWork(tx, item.id, at)
  const details = { sitting: item.sitting_id, item: item.id }
  return [{ action: 'sitting_item.withdrawn', subject: `case:${item.case_id}`, details, region }]
}
