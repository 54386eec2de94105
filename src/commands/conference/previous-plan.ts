import { unreviewed } from '../../domain/conference/action.ts'
import { listActionsOfItem, listReviews, type ActionRow } from '../../storage/conference-action.ts'
import { listLastHearings, type SittingItem } from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** The instructions of the last hearing of this case, which a repeat begins with; none for a first hearing. */
export async function listPreviousPlan(db: Source, item: SittingItem): Promise<ActionRow[]> {
  const hearings = await listLastHearings(db, [item.case_id], '')
  const [last] = hearings.filter(one => one.item_id !== item.id)
  if (!last) return []
  return (await listActionsOfItem(db, last.item_id)).filter(action => action.state !== 'draft')
}

/** How many of them still wait for their verdict. */
export async function countUnreviewed(db: Source, item: SittingItem): Promise<number> {
  const plan = await listPreviousPlan(db, item)
  if (plan.length === 0) return 0
  const reviewed = new Set((await listReviews(db, item.id)).keys())
  return unreviewed(
    plan.map(action => action.id),
    reviewed,
  ).length
}
