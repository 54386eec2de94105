import type { Actor } from '../../domain/access/decide.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import { listConflictsOfCase } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { presidingAmong, readPresence } from './presence.ts'

/** Begins to hear an item. One at a time, as far as the actor knows; under a chair who is not shut out of it. */
export function openItem(deps: CommandDeps, actor: Actor, id: string) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    if (sitting.state !== 'open') throw new Refusal({ code: 'sitting_not_open' })
    const state = moveItem(item.state, 'open')
    if (!state) throw new Refusal({ code: 'item_state' })
    const others = await listItems(tx, actor, sitting.id)
    if (others.some(one => one.state === 'open')) throw new Refusal({ code: 'item_open' })
    const presence = await readPresence(tx, sitting.id)
    const presiding_id = presidingAmong(seats, sitting, presence, await listConflictsOfCase(tx, item.case_id))
    if (!presiding_id) throw new Refusal({ code: 'no_presiding' })
    await updateSittingItem(tx, id, { state, opened_at: toStamp(deps.now), presiding_id })
    const entry = { action: 'sitting_item.opened', subject: `case:${item.case_id}`, details: { item: id } }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
