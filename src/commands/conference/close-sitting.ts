import type { Actor } from '../../domain/access/decide.ts'
import { moveSitting } from '../../domain/conference/sitting.ts'
import { listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import { updateSitting } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { openMinutesWork, settleResearchWork } from './commission-work.ts'
import { secondsSpent } from './time-spent.ts'

/**
 * Closes a sitting. What was not heard waits in the queue as before. An item that is open and that the actor does not
 * know of is no hindrance, for that would tell of it: it is left unheard too.
 */
export function closeSitting(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting }) => {
    const state = moveSitting(sitting.state, 'close')
    if (!state) throw new Refusal({ code: 'sitting_state' })
    const known = await listItems(tx, actor, id)
    if (known.some(item => item.state === 'open')) throw new Refusal({ code: 'item_open' })
    const left = (await listItems(tx, { excluded: [] }, id)).filter(
      one => one.state === 'listed' || one.state === 'open',
    )
    for (const item of left) {
      const spent_seconds = secondsSpent(item, deps.now)
      await updateSittingItem(tx, item.id, { state: 'not_heard', opened_at: null, spent_seconds })
    }
    await updateSitting(tx, id, { state, closed_at: toStamp(deps.now) })
    for (const item of await listItems(tx, { excluded: [] }, id))
      await settleResearchWork(tx, item.id, toStamp(deps.now))
    await settleWorkItem(tx, 'sitting', id, toStamp(deps.now))
    await openMinutesWork(tx, deps, { ...sitting, closed_at: toStamp(deps.now) }, null)
    const entry = { action: 'sitting.closed', subject: `sitting:${id}`, details: { left: left.length } }
    return { value: { id }, entries: [entry] }
  })
}
