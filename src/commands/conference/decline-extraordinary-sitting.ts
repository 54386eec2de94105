import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findAgendaItem } from '../../storage/agenda-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { notePlace } from '../../storage/measure-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { contextOf, notFound, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkLengths, requireTexts } from './check-texts.ts'
import { findWaiting } from './find-waiting.ts'
import { listOpenCalls, settleCall } from './settle-call.ts'

export type Declined = { readonly agendaItemId: string; readonly reason: string }

/** The chair decides that a case waits for the next ordinary sitting, and says why. */
export async function declineExtraordinarySitting(
  deps: CommandDeps,
  actor: Actor,
  { agendaItemId, reason }: Declined,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'sitting.call')) return refused()
  const faults = [...requireTexts({ reason }), ...checkLengths({ reason })]
  if (faults.length > 0) return fail(...faults)
  const at = toStamp(deps.now)
  const row = await findAgendaItem(deps.db.read, agendaItemId)
  const one = row && (await findCase(deps.db.read, row.case_id, at))
  if (!one) return notFound()
  const notes = new Map<string, string>()
  for (const id of await listOpenCalls(deps.db.read, one.id)) {
    notes.set(id, await deps.db.keys.seal(one.key_id, notePlace(id), reason.trim()))
  }
  return changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    const { procedure } = chooseDefinitions(deps.questionnaires, todayOf(deps))
    const waiting = await findWaiting(deps, tx, actor, 'sitting.call', procedure, agendaItemId)
    if (!waiting) throw new Refusal({ code: 'not_found' })
    const entries = await settleCall(tx, { caseId: one.id, at, by: actor.id, notes })
    if (entries.length === 0) throw new Refusal({ code: 'call_decided', at: 'item' })
    const entry = { action: 'sitting.declined', subject: `case:${one.id}`, details: { item: agendaItemId } }
    return { value: succeed({ id: agendaItemId }), entries: [entry, ...entries] }
  })
}
