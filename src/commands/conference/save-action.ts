import type { Actor } from '../../domain/access/decide.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { missingParts } from '../../domain/conference/action.ts'
import { fail, type Fault } from '../../domain/fault.ts'
import type { Seat } from '../../domain/conference/seat.ts'
import {
  actionTextPlace,
  findAction,
  insertAction,
  nextSerial,
  updateAction,
  type ActionWords,
} from '../../storage/conference-action.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { toStamp } from '../../storage/stamp.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { notFound, todayOf, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem, refuseUnlessWritable } from './change-sitting.ts'
import { checkLengths } from './check-texts.ts'
import { openActionWork } from './commission-work.ts'
import { loadExclusions } from './exclusions.ts'
import { countUnreviewed } from './previous-plan.ts'

export type TypedAction = {
  readonly itemId: string
  /** The form's own for a new one, so that a second tap writes the same one; null gives it one here. */
  readonly id: string | null
  readonly words: ActionWords
  readonly seatId: string | null
  readonly dueOn: string | null
  /** Code of a trigger family of the procedure: the risk that it answers. */
  readonly risk: string | null
}

/**
 * Writes an instruction down as far as it is known. One that lacks owner, date, risk or evidence stays a draft; one that
 * is completed after its item was concluded goes out at once. On a repeat the old plan is reviewed before.
 */
export async function saveAction(deps: CommandDeps, actor: Actor, typed: TypedAction) {
  const { itemId, words, seatId, dueOn, risk } = typed
  const faults = [...checkLengths(words), ...checkDueOn(dueOn, todayOf(deps))]
  if (faults.length > 0) return fail<{ id: string }>(...faults)
  const known = await findSittingItem(deps.db.read, itemId)
  if (!known) return notFound<{ id: string }>()
  const id = typed.id ?? deps.newId()
  const sealed_text = await deps.db.keys.seal(known.key_id, actionTextPlace(id), JSON.stringify(words))
  return changeItem(deps, actor, 'sitting.manage', itemId, async (tx, { item, sitting, seats }) => {
    await refuseUnlessWritable(tx, sitting)
    if (item.state !== 'open' && item.state !== 'heard') throw new Refusal({ code: 'item_not_open' })
    if ((await countUnreviewed(tx, item)) > 0) throw new Refusal({ code: 'plan_not_reviewed', at: 'plan' })
    const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
    const risks = procedure.trigger_families.map(family => family.code)
    if (risk !== null && !risks.includes(risk)) throw new Refusal({ code: 'unknown_option', at: 'risk' })
    const seat = ownerOrRefuse(seats, seatId)
    const sends = item.state === 'heard' && missingParts(toDraft(typed)).length === 0
    const state = sends ? ('sent' as const) : ('draft' as const)
    const values = { seat_id: seatId, agency: seat?.agency ?? null, risk, due_on: dueOn, sealed_text, state }
    const sent_at = sends ? toStamp(deps.now) : null
    const old = await findAction(tx, id)
    if (!old) {
      const place = { sitting_id: sitting.id, item_id: itemId, case_id: item.case_id }
      const where = { region: item.region, district: item.district, serial: await nextSerial(tx, itemId) }
      const open = { sealed_answer: null, answered_at: null, answered_by: null }
      await insertAction(tx, { id, ...place, ...where, ...values, sent_at, ...open })
    } else {
      if (old.item_id !== itemId) throw new Refusal({ code: 'not_found' })
      if (old.state !== 'draft') throw new Refusal({ code: 'action_sent' })
      await updateAction(tx, id, { ...values, sent_at })
    }
    if (sends)
      await openActionWork(tx, deps, item, { id, due_on: dueOn, seat, exclusions: await loadExclusions(tx, seats) })
    const details = { action: id, state }
    return { value: { id }, entries: [{ action: 'action.saved', subject: `case:${item.case_id}`, details }] }
  })
}

/** The draft as the rules see it; one language of each text is enough. */
export function toDraft({ words, seatId, dueOn, risk }: Pick<TypedAction, 'words' | 'seatId' | 'dueOn' | 'risk'>) {
  const text = words.text_kk.trim() || words.text_ru
  const evidence = words.evidence_kk.trim() || words.evidence_ru
  return { text, owner: seatId, dueOn, risk, evidence }
}

function ownerOrRefuse(seats: readonly Seat[], seatId: string | null): Seat | undefined {
  const seat = seats.find(one => one.id === seatId && one.active)
  if (seatId !== null && !seat) throw new Refusal({ code: 'unknown_option', at: 'seat' })
  return seat
}

function checkDueOn(dueOn: string | null, today: string): Fault[] {
  if (dueOn === null) return []
  if (!isDate(dueOn)) return [{ code: 'invalid_date', at: 'due_on' }]
  return dueOn < today ? [{ code: 'due_in_past', at: 'due_on' }] : []
}
