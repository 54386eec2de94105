import type { Actor } from '../../domain/access/decide.ts'
import { moveSitting } from '../../domain/conference/sitting.ts'
import { listItems } from '../../storage/conference-agenda.ts'
import { updateSitting } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { lackingQuorum, presidingAmong, readPresence } from './presence.ts'

/** Opens a sitting. Without quorum only when somebody says so; then it is recorded, and nobody votes. */
export function openSitting(deps: CommandDeps, actor: Actor, id: string, withoutQuorum: boolean) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting, seats }) => {
    const state = moveSitting(sitting.state, 'open')
    if (!state) throw new Refusal({ code: 'sitting_state' })
    const presence = await readPresence(tx, id)
    if (!presidingAmong(seats, sitting, presence, new Set())) throw new Refusal({ code: 'no_presiding' })
    // As the page says it: an item that is closed to the actor is not told by the quorum; its votes ask for their own.
    const listed = (await listItems(tx, actor, id)).filter(item => item.state === 'listed')
    const withChildren = listed.some(item => item.with_children === 1)
    const quorum_missing = await lackingQuorum(tx, sitting, presence, withChildren)
    if (quorum_missing.length > 0 && !withoutQuorum) throw new Refusal({ code: 'no_quorum', at: 'without_quorum' })
    await updateSitting(tx, id, { state, opened_at: toStamp(deps.now), quorum_missing })
    const details = { quorum: quorum_missing.length === 0 }
    return { value: { id }, entries: [{ action: 'sitting.opened', subject: `sitting:${id}`, details }] }
  })
}
