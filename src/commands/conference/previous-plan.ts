import { unreviewed } from '../../domain/conference/action.ts'
import { listActionsOfItem, listReviews, type ActionRow } from '../../storage/conference-action.ts'
import { findDiscussionBefore, type SittingItem } from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** The instructions of the last discussion of this case, which a repeat begins with; none for the first. */
export async function listPreviousPlan(db: Source, item: SittingItem): Promise<ActionRow[]> {
  const last = await findDiscussionBefore(db, item)
  if (last === null) return []
  return (await listActionsOfItem(db, last)).filter(action => action.state !== 'draft')
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
