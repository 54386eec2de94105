import type { Actor } from '../../domain/access/decide.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { updateSittingItem } from '../../storage/conference-agenda.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { secondsSpent } from './time-spent.ts'

/** Interrupts an item: what was typed and the time stay, it can be opened again. */
export function setAsideItem(deps: CommandDeps, actor: Actor, id: string) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting }) => {
    const state = moveItem(item.state, 'set_aside')
    if (!state) throw new Refusal({ code: 'item_state' })
    await updateSittingItem(tx, id, { state, opened_at: null, spent_seconds: secondsSpent(item, deps.now) })
    const entry = { action: 'sitting_item.set_aside', subject: `case:${item.case_id}`, details: { item: id } }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
