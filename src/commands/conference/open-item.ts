import type { Actor } from '../../domain/access/decide.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { loadExclusions, shutOutOf } from './exclusions.ts'
import { presidingAmong, readPresence } from './presence.ts'

/** Begins to hear an item; one of the consent agenda is discussed after all. One at a time, as far as the actor knows; under a chair who is not shut out of it. */
export function openItem(deps: CommandDeps, actor: Actor, id: string) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    if (sitting.state !== 'open') throw new Refusal({ code: 'sitting_not_open' })
    const state = moveItem(item.state, 'open')
    if (!state) throw new Refusal({ code: 'item_state' })
    const others = await listItems(tx, actor, sitting.id)
    if (others.some(one => one.state === 'open')) throw new Refusal({ code: 'item_open' })
    const presence = await readPresence(tx, sitting.id)
    const readers = (await listItemReaders(tx, sitting.id)).get(id) ?? []
    const shutOut = shutOutOf(item, await loadExclusions(tx, seats), readers)
    const presiding_id = presidingAmong(seats, sitting, presence, shutOut)
    if (!presiding_id) throw new Refusal({ code: 'no_presiding' })
    await updateSittingItem(tx, id, {
      state,
      track: 'discussion',
      opened_at: toStamp(deps.now),
      presiding_id,
    })
    const entry = { action: 'sitting_item.opened', subject: `case:${item.case_id}`, details: { item: id } }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
