import { findPlacement, updateSittingItem, type SittingItem } from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { Refusal } from '../refusal.ts'
import { settleResearchWork } from './commission-work.ts'

/**
 * What leaves the queue, its district or its turn leaves the list of the sitting too, and nobody is asked about it any
 * more. Null where it stood on no list. Refused while it is being heard.
 */
export async function takeOffList(
  tx: Source,
  agendaItemId: string,
  state: 'moved' | 'withdrawn',
  at: string,
): Promise<SittingItem | null> {
  const item = await findPlacement(tx, agendaItemId)
  if (!item) return null
  if (item.state === 'open') throw new Refusal({ code: 'item_open' })
  await updateSittingItem(tx, item.id, { state })
  await settleResearchWork(tx, item.id, at)
  return item
}
