import type { Actor } from '../../domain/access/decide.ts'
import { fail } from '../../domain/fault.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { addendumPlace, findMinutes, insertAddendum, nextAddendum } from '../../storage/conference-minutes.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { checkLengths, requireTexts } from './check-texts.ts'

/**
 * Corrects frozen minutes in the only way there is: an addendum to one of their items, numbered within it, so that no
 * number tells of another item.
 */
export async function addAddendum(deps: CommandDeps, actor: Actor, itemId: string, text: string) {
  const faults = [...requireTexts({ text }), ...checkLengths({ text })]
  if (faults.length > 0) return fail<{ sittingId: string }>(...faults)
  const known = await findSittingItem(deps.db.read, itemId)
  if (!known) return notFound<{ sittingId: string }>()
  const id = deps.newId()
  const sealed_text = await deps.db.keys.seal(known.key_id, addendumPlace(id), text.trim())
  return changeItem(deps, actor, 'minutes.approve', itemId, async (tx, { item, sitting }) => {
    const minutes = await findMinutes(tx, sitting.id)
    if (!minutes?.frozen_at || item.state !== 'heard') throw new Refusal({ code: 'minutes_not_frozen' })
    const serial = await nextAddendum(tx, minutes.id, itemId)
    const place = { minutes_id: minutes.id, item_id: itemId, case_id: item.case_id, region: item.region }
    await insertAddendum(tx, { id, ...place, serial, sealed_text, added_at: toStamp(deps.now), added_by: actor.id })
    const details = { minutes: minutes.id, addendum: id, serial }
    const entry = { action: 'minutes.addendum_added', subject: `case:${item.case_id}`, details }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
