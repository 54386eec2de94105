import type { Actor } from '../../domain/access/decide.ts'
import { moveSitting } from '../../domain/conference/sitting.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import { updateSitting } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { settleResearchWork } from './commission-work.ts'
import { changeSitting } from './change-sitting.ts'

/** Cancels a sitting that has not begun; its cases wait in the queue as before. */
export function cancelSitting(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting }) => {
    const state = moveSitting(sitting.state, 'cancel')
    if (!state) throw new Refusal({ code: 'sitting_state' })
    for (const item of await listItems(tx, { excluded: [] }, id)) {
      const next = moveItem(item.state, 'run_out')
      if (next) await updateSittingItem(tx, item.id, { state: next })
    }
    for (const item of await listItems(tx, { excluded: [] }, id))
      await settleResearchWork(tx, item.id, toStamp(deps.now))
    await settleWorkItem(tx, 'sitting', id, toStamp(deps.now))
    await updateSitting(tx, id, { state })
    return { value: { id }, entries: [{ action: 'sitting.cancelled', subject: `sitting:${id}` }] }
  })
}
