import type { Actor } from '../../domain/access/decide.ts'
import { mayMoveOut, moveItem } from '../../domain/conference/sitting-item.ts'
import { fail } from '../../domain/fault.ts'
import { updateAgendaItem } from '../../storage/agenda-store.ts'
import { findSittingItem, itemReasonPlace, updateSittingItem } from '../../storage/conference-agenda.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { settleResearchWork } from './commission-work.ts'
import { checkLengths, requireTexts } from './check-texts.ts'

export type MovedOut = {
  readonly id: string
  readonly reason: string
  /** `queue`: waits for a later sitting; `withdrawn`: leaves the queue for good. */
  readonly to: 'queue' | 'withdrawn'
}

/** Takes a case off the list of a sitting for a reason; never one of the highest category, never the one being heard. */
export async function moveOutItem(deps: CommandDeps, actor: Actor, { id, reason, to }: MovedOut) {
  const faults = [...requireTexts({ reason }), ...checkLengths({ reason })]
  if (faults.length > 0) return fail<{ sittingId: string }>(...faults)
  const known = await findSittingItem(deps.db.read, id)
  if (!known) return notFound<{ sittingId: string }>()
  const sealed_reason = await deps.db.keys.seal(known.key_id, itemReasonPlace(id), reason.trim())
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting }) => {
    if (item.state === 'open') throw new Refusal({ code: 'item_open' })
    if (!mayMoveOut(item.category)) throw new Refusal({ code: 'critical_stays' })
    const state = moveItem(item.state, to === 'queue' ? 'move_out' : 'withdraw')
    if (!state) throw new Refusal({ code: 'item_state' })
    await updateSittingItem(tx, id, { state, sealed_reason })
    if (to === 'withdrawn') await updateAgendaItem(tx, item.agenda_item_id, { state: 'withdrawn' })
    await settleResearchWork(tx, id, toStamp(deps.now))
    const action = to === 'queue' ? 'sitting_item.moved_out' : 'sitting_item.withdrawn'
    const entry = { action, subject: `case:${item.case_id}`, details: { sitting: sitting.id, item: id } }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
