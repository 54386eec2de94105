import type { Actor } from '../../domain/access/decide.ts'
import { findAgendaItem } from '../../storage/agenda-store.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { findWaiting } from './find-waiting.ts'
import { hasChildren } from './has-children.ts'
import { placeItem } from './place-item.ts'

export type AddedItem = {
  readonly sittingId: string
  readonly agendaItemId: string
  readonly track: SittingItem['track']
}

const before = new Set(['planned', 'invited', 'open'])

/** Adds one case of the queue to a sitting that is not over, by the secretary's own choice. */
export async function addSittingItem(deps: CommandDeps, actor: Actor, input: AddedItem) {
  const row = await findAgendaItem(deps.db.read, input.agendaItemId)
  if (!row) return notFound<{ id: string }>()
  const withChildren = await hasChildren(deps, row.case_id)
  return changeSitting(deps, actor, 'sitting.manage', input.sittingId, async (tx, { sitting }) => {
    if (!before.has(sitting.state)) throw new Refusal({ code: 'sitting_state' })
    const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
    const commission = await findCommissionOf(tx, sitting.district)
    const waiting = await findWaiting(deps, tx, actor, 'sitting.manage', procedure, input.agendaItemId)
    if (!waiting || !commission) throw new Refusal({ code: 'not_found' })
    if (input.track === 'consent' && waiting.category === 'extreme') throw new Refusal({ code: 'critical_stays' })
    const id = await placeItem(tx, deps, sitting, commission, {
      waiting,
      track: input.track,
      withChildren,
      by: actor.id,
    })
    const details = { sitting: sitting.id, item: id, track: input.track }
    const entry = { action: 'sitting_item.added', subject: `case:${waiting.case_id}`, details }
    return { value: { id }, entries: [entry] }
  })
}
