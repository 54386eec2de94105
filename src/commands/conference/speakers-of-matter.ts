import { type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { findSeat } from '../../storage/conference-commission.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** Who speaks now for the seat that a question or an instruction went to; of a closed item only those who are named. */
export async function speakersOfMatter(db: Source, item: SittingItem, seatId: string): Promise<string[]> {
  const seat = await findSeat(db, seatId)
  const named = item.closed === 1 ? ((await listItemReaders(db, item.sitting_id)).get(item.id) ?? []) : null
  const speakers = [seat?.representative_id, seat?.deputy_id].filter(account => typeof account === 'string')
  return speakers.filter(account => named === null || named.includes(account))
}
