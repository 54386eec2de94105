import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { dueAt } from '../../domain/calendar/due.ts'
import { minutesFor } from '../../domain/conference/propose-agenda.ts'
import { findAgendaItem } from '../../storage/agenda-store.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { contextOf, notFound, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { findWaiting } from './find-waiting.ts'
import { hasChildren } from './has-children.ts'
import { placeItem } from './place-item.ts'
import { checkStart, placeSitting } from './plan-sitting.ts'
import { settleCall } from './settle-call.ts'
import { minutesOf } from './sitting-proposal.ts'
import { takeOffList } from './take-off-list.ts'

export type Call = { readonly agendaItemId: string; readonly startsAt: Temporal.Instant }

/** The chair calls an extraordinary sitting for one case, within the hours of the procedure (procedure.md §7). */
export async function callExtraordinarySitting(
  deps: CommandDeps,
  actor: Actor,
  { agendaItemId, startsAt }: Call,
): Promise<Outcome<{ id: string }>> {
  const { district } = actor
  if (!permits(actor.role, 'sitting.call') || district === null) return refused()
  const { procedure } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const last = dueAt(deps.now, procedure.commission.extraordinary_held_within, deps.calendar)
  const faults = checkStart(deps, startsAt)
  if (Temporal.Instant.compare(startsAt, last) > 0) faults.push({ code: 'too_late', at: 'starts_at' })
  if (faults.length > 0) return fail(...faults)
  const row = await findAgendaItem(deps.db.read, agendaItemId)
  if (!row) return notFound()
  const withChildren = await hasChildren(deps, row.case_id)
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const commission = await findCommissionOf(tx, district)
    const waiting = await findWaiting(deps, tx, actor, 'sitting.call', procedure, agendaItemId)
    if (!commission || !waiting) throw new Refusal({ code: 'not_found' })
    await takeOffList(tx, agendaItemId, 'moved', toStamp(deps.now))
    const perCase = minutesOf(commission)
    const minutes = perCase.opening + minutesFor(waiting.candidate, perCase)
    const sitting = { startsAt, minutes, placeKk: '', placeRu: '' }
    const placed = await placeSitting(tx, deps, commission, sitting, 'extraordinary')
    await placeItem(tx, deps, placed, commission, { waiting, track: 'discussion', withChildren, by: actor.id })
    const details = { sitting: placed.id, at: toStamp(startsAt) }
    const entries = [
      { action: 'sitting.called', subject: `sitting:${placed.id}`, details: { at: toStamp(startsAt) } },
      { action: 'sitting_item.added', subject: `case:${waiting.case_id}`, details },
      ...(await settleCall(tx, { caseId: waiting.case_id, at: toStamp(deps.now), by: actor.id, notes: new Map() })),
    ]
    return { value: succeed({ id: placed.id }), entries }
  })
}
