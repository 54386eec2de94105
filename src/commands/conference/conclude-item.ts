import type { Actor } from '../../domain/access/decide.ts'
import { missingParts } from '../../domain/conference/action.ts'
import { findOpenEnds, itemLinks, moveItem } from '../../domain/conference/sitting-item.ts'
import { listActionsOfItem, openAction, updateAction } from '../../storage/conference-action.ts'
import {
  findSittingItem,
  listNotes,
  openNotes,
  updateSittingItem,
  type NoteRow,
  type SittingItem,
} from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { notFound, todayOf, type CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { openActionWork } from './commission-work.ts'
import { endHearing } from './end-hearing.ts'
import { loadExclusions } from './exclusions.ts'
import { countUnreviewed } from './previous-plan.ts'
import type { ReachedItem } from './reach-sitting.ts'
import { toDraft } from './save-action.ts'
import { secondsSpent } from './time-spent.ts'

/**
 * Ends the hearing of an item: its whole instructions go out, drafts stay drafts, the case leaves the queue, and she is
 * to be told. Refused until the old plan is reviewed, every link considered and a decision written.
 */
export async function concludeItem(deps: CommandDeps, actor: Actor, id: string) {
  const known = await findSittingItem(deps.db.read, id)
  if (!known) return notFound<{ sittingId: string; sent: number }>()
  const seen = writtenIn(await listNotes(deps.db.read, id))
  const notes = await openNotes(deps.db, known)
  const whole = await listWhole(deps, known)
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    const state = moveItem(item.state, 'conclude')
    if (!state) throw new Refusal({ code: 'item_state' })
    if (writtenIn(await listNotes(tx, id)) !== seen) throw new Refusal({ code: 'changed_meanwhile' })
    const considered = new Set(itemLinks.filter(link => notes[`link_${link}`] === 'yes'))
    const decision = `${notes.decision_kk ?? ''}${notes.decision_ru ?? ''}`
    const ends = findOpenEnds({ unreviewed: await countUnreviewed(tx, item), considered, decision })
    if (ends.length > 0) throw new Refusal(...ends.map(code => ({ code, at: placeOf(code) })))
    await refusePastDue(tx, deps, id, whole)
    const sent = await sendWhole(tx, deps, { item, seats }, whole)
    const spent = { spent_seconds: secondsSpent(item, deps.now), opened_at: null }
    const { category, category_rank } = item
    await updateSittingItem(tx, id, { state, category, category_rank, heard_at: toStamp(deps.now), ...spent })
    const entries = await endHearing(tx, deps, item)
    const details = { item: id, sent }
    const entry = { action: 'sitting_item.concluded', subject: `case:${item.case_id}`, details }
    return { value: { sittingId: sitting.id, sent }, entries: [entry, ...entries] }
  })
}

/** Each writing is sealed anew: the same sealed texts are the same notes. */
function writtenIn(rows: readonly NoteRow[]): string {
  return rows
    .map(row => row.sealed_text)
    .toSorted()
    .join()
}

function placeOf(code: string): string {
  return code === 'plan_not_reviewed' ? 'plan' : code === 'decision_missing' ? 'decision_ru' : 'links'
}

/** The instructions that lack nothing, with the text by which that was seen. */
async function listWhole({ db }: CommandDeps, item: SittingItem): Promise<Map<string, string>> {
  const whole = new Map<string, string>()
  for (const row of await listActionsOfItem(db.read, item.id)) {
    const words = await openAction(db, item.key_id, row)
    const draft = toDraft({ words, seatId: row.seat_id, dueOn: row.due_on, risk: row.risk })
    if (row.state === 'draft' && missingParts(draft).length === 0) whole.set(row.id, row.sealed_text)
  }
  return whole
}

/** An item may be set aside for days: no instruction goes out late from the start. */
async function refusePastDue(tx: Source, deps: CommandDeps, itemId: string, whole: ReadonlyMap<string, string>) {
  const ready = (await listActionsOfItem(tx, itemId)).filter(row => whole.has(row.id))
  const late = ready.filter(row => row.due_on !== null && row.due_on < todayOf(deps))
  const faults = late.map(({ serial }) => ({ code: 'action_due_in_past', at: 'actions', details: { serial } }))
  if (faults.length > 0) throw new Refusal(...faults)
}

/** A draft that somebody has changed at this very moment stays one. */
async function sendWhole(
  tx: Source,
  deps: CommandDeps,
  { item, seats }: Pick<ReachedItem, 'item' | 'seats'>,
  whole: ReadonlyMap<string, string>,
): Promise<number> {
  const ready = (await listActionsOfItem(tx, item.id)).filter(row => whole.get(row.id) === row.sealed_text)
  const exclusions = ready.length > 0 ? await loadExclusions(tx, seats) : new Map()
  for (const row of ready) {
    await updateAction(tx, row.id, { state: 'sent', sent_at: toStamp(deps.now) })
    const seat = seats.find(one => one.id === row.seat_id)
    await openActionWork(tx, deps, item, { id: row.id, due_on: row.due_on, seat, exclusions })
  }
  return ready.length
}
