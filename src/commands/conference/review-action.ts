import type { Actor } from '../../domain/access/decide.ts'
import type { ReviewOutcome } from '../../domain/conference/action.ts'
import { saveReview } from '../../storage/conference-action.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { listPreviousPlan } from './previous-plan.ts'

export type Review = { readonly itemId: string; readonly actionId: string; readonly outcome: ReviewOutcome }

/** On a repeat: whether an old instruction worked, did not, or was not tried. */
export function reviewAction(deps: CommandDeps, actor: Actor, { itemId, actionId, outcome }: Review) {
  return changeItem(deps, actor, 'sitting.manage', itemId, async (tx, { item }) => {
    if (item.state !== 'open') throw new Refusal({ code: 'item_not_open' })
    const plan = await listPreviousPlan(tx, item)
    if (!plan.some(action => action.id === actionId)) throw new Refusal({ code: 'not_found' })
    const reviewed = { region: item.region, outcome, reviewed_at: toStamp(deps.now), reviewed_by: actor.id }
    await saveReview(tx, { item_id: itemId, action_id: actionId, ...reviewed })
    const details = { item: itemId, action: actionId, outcome }
    const entry = { action: 'previous_action.reviewed', subject: `case:${item.case_id}`, details }
    return { value: { itemId }, entries: [entry] }
  })
}
