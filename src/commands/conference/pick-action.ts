import type { Actor } from '../../domain/access/decide.ts'
import { dueAt } from '../../domain/calendar/due.ts'
import { fail } from '../../domain/fault.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { loadSeats } from '../../storage/conference-commission.ts'
import { findSitting } from '../../storage/conference-sitting.ts'
import { findEntryInForce } from '../../storage/reference-store.ts'
import { localDate } from '../../storage/stamp.ts'
import { notFound, todayOf, type CommandDeps } from '../deps.ts'
import { saveAction } from './save-action.ts'

/** `id` and `risk`: as in a typed action. */
export type Picked = { readonly id: string | null; readonly code: string; readonly risk: string | null }

/** Takes an instruction from the library: its agency, text, evidence and usual term; the risk is for the commission. */
export async function pickAction(deps: CommandDeps, actor: Actor, itemId: string, picked: Picked) {
  const { id, code, risk } = picked
  const entry = await findEntryInForce(deps.db.read, 'library_action', code, todayOf(deps))
  if (!entry) return fail<{ id: string }>({ code: 'unknown_option', at: 'library' })
  const item = await findSittingItem(deps.db.read, itemId)
  const sitting = item && (await findSitting(deps.db.read, item.sitting_id))
  if (!sitting) return notFound<{ id: string }>()
  const { agency, within, text_kk, text_ru, evidence_kk, evidence_ru } = entry.content
  const seats = await loadSeats(deps.db.read, sitting.commission_id)
  const seat = seats.find(
    one => one.agency === agency && one.active && one.office !== 'chair' && one.office !== 'secretary',
  )
  const dueOn = localDate(dueAt(deps.now, within, deps.calendar))
  const words = { text_kk, text_ru, evidence_kk, evidence_ru }
  return saveAction(deps, actor, { itemId, id, words, seatId: seat?.id ?? null, dueOn, risk })
}
