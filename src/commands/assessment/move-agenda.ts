import type { Assessment } from '../../domain/assessment/assess.ts'
import { rankOf, type Procedure } from '../../domain/questionnaire/procedure.ts'
import {
  findListedItem,
  insertAgendaItem,
  openReasons,
  updateAgendaItem,
  type AgendaItemRow,
} from '../../storage/agenda-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { listingOf, type Listing } from './agenda-rules.ts'

/**
 * Keeps the queue true to the listing of the category that stands. What the commission already sees it keeps; an item
 * that only waited for the record check is withdrawn when the check has brought the category down.
 */
export async function moveAgenda(
  tx: Source,
  deps: CommandDeps,
  { one, procedure }: { readonly one: CaseRow; readonly procedure: Procedure },
  assessment: Assessment,
): Promise<AuditEntry[]> {
  const item = await findListedItem(tx, one.id)
  const listing = listingOf(procedure, assessment, deps.now, deps.calendar)
  const entry = (action: string, id: string) => [{ action, subject: `case:${one.id}`, details: { agenda_item: id } }]
  if (!item && !listing) return []
  if (!item && listing) return entry('agenda_item.listed', await insertItem(tx, deps, one, listing))
  if (!item) return []
  const waiting = item.available_at > toStamp(deps.now)
  if (!listing && waiting) {
    await updateAgendaItem(tx, item.id, { state: 'withdrawn' })
    return entry('agenda_item.withdrawn', item.id)
  }
  const { category } = assessment
  const category_rank = rankOf(category)
  await updateAgendaItem(tx, item.id, { category, category_rank, ...(listing && joined(item, listing)) })
  return entry('agenda_item.moved', item.id)
}

async function insertItem(tx: Source, deps: CommandDeps, one: CaseRow, listing: Listing): Promise<string> {
  const id = deps.newId()
  const { id: case_id, region, district } = one
  const reasons = JSON.stringify(listing.reasons)
  const item = { id, case_id, region, district, ...listing, reasons, listed_at: toStamp(deps.now), state: 'listed' }
  await insertAgendaItem(tx, item)
  return id
}

/** Neither a clock that runs nor a reason that was given is lost. */
function joined(item: AgendaItemRow, { reasons, available_at, hear_by }: Listing) {
  return {
    reasons: JSON.stringify([...new Set([...openReasons(item), ...reasons])]),
    available_at: available_at < item.available_at ? available_at : item.available_at,
    hear_by: hear_by < item.hear_by ? hear_by : item.hear_by,
  }
}
