import type { Actor } from '../../domain/access/decide.ts'
import type { Clock } from '../../domain/calendar/due.ts'
import { answersDue, rhythms, sittingClocks } from '../../domain/conference/sitting-clocks.ts'
import { moveSitting } from '../../domain/conference/sitting.ts'
import { speakerOf, type Seat } from '../../domain/conference/seat.ts'
import { listItems, type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import {
  insertResearch,
  listResearchOfSitting,
  updateResearch,
  type ResearchRequest,
} from '../../storage/conference-research.ts'
import { updateSitting, type Sitting } from '../../storage/conference-sitting.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { openResearchWork } from './commission-work.ts'
import { loadExclusions, shutOutOf } from './exclusions.ts'

export type Invited = { readonly asked: number; readonly unasked: readonly string[] }

/**
 * Asks every agency about every case on the list, once: its representative, or the deputy where the representative is
 * shut out of the case. A request whose addressee left meanwhile goes to who speaks for the seat now. `unasked` names
 * the agencies for which nobody speaks.
 */
export function inviteAgencies(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting<Invited>(deps, actor, 'sitting.manage', id, async (tx, { sitting, seats }) => {
    const state = sitting.state === 'open' ? 'open' : moveSitting(sitting.state, 'invite')
    if (!state) throw new Refusal({ code: 'sitting_state' })
    const on = localDate(Temporal.Instant.from(sitting.starts_at))
    const asked = await askAll(tx, deps, sitting, membersOf(seats), on)
    await updateSitting(tx, id, { state, invited_at: toStamp(deps.now) })
    const unasked = membersOf(seats).filter(seat => seat.active && !speakerOf(seat, on, new Set()))
    const details = { asked: asked.length, unasked: unasked.length }
    const entry = { action: 'sitting.invited', subject: `sitting:${id}`, details }
    return { value: { asked: asked.length, unasked: unasked.map(seat => seat.agency) }, entries: [entry, ...asked] }
  })
}

/** The desk asks; the others are asked. */
function membersOf(seats: readonly Seat[]): Seat[] {
  return seats.filter(seat => seat.office === 'member' || seat.office === 'vice_chair')
}

async function askAll(
  tx: Source,
  deps: CommandDeps,
  sitting: Sitting,
  seats: readonly Seat[],
  on: string,
): Promise<AuditEntry[]> {
  const { answer_by, unit } = await answerBy(tx, deps, sitting)
  const known = await listResearchOfSitting(tx, { excluded: [] }, sitting.id)
  const readers = await listItemReaders(tx, sitting.id)
  const exclusions = await loadExclusions(tx, seats)
  const entries: AuditEntry[] = []
  for (const item of await listItems(tx, { excluded: [] }, sitting.id)) {
    if (item.state !== 'listed') continue
    const shutOut = shutOutOf(item, exclusions, readers.get(item.id) ?? [])
    for (const seat of seats) {
      const request = known.find(one => one.item_id === item.id && one.seat_id === seat.id)
      const entry = await askSeat(tx, deps, { item, seat, request, shutOut, on, answer_by, unit })
      if (entry) entries.push(entry)
    }
  }
  return entries
}

type Asking = {
  readonly item: SittingItem
  readonly seat: Seat
  readonly request: ResearchRequest | undefined
  readonly shutOut: ReadonlySet<string>
  readonly on: string
  readonly answer_by: string
  readonly unit: Clock['unit']
}

async function askSeat(
  tx: Source,
  deps: CommandDeps,
  { item, seat, request, shutOut, on, answer_by, unit }: Asking,
): Promise<AuditEntry | null> {
  const speaker = speakerOf(seat, on, shutOut)
  if (!speaker || (request && (request.asked_of === speaker.account || request.state !== 'asked'))) return null
  const who = { asked_of: speaker.account, asked_as: speaker.as }
  const id = request?.id ?? deps.newId()
  if (request) await updateResearch(tx, id, who)
  else {
    const place = { sitting_id: item.sitting_id, item_id: item.id, case_id: item.case_id, region: item.region }
    const asked = { seat_id: seat.id, agency: seat.agency, ...who, asked_at: toStamp(deps.now), answer_by }
    const open = {
      state: 'asked',
      reminded_at: null,
      sealed_answer: null,
      answered_at: null,
      answered_by: null,
    } as const
    await insertResearch(tx, [{ id, ...place, ...asked, ...open }])
  }
  const asked_at = request?.asked_at ?? toStamp(deps.now)
  await openResearchWork(tx, item, { id, asked_of: speaker.account, asked_at, answer_by }, unit)
  const details = { request: id, agency: seat.agency, as: speaker.as }
  return { action: 'research.asked', subject: `case:${item.case_id}`, details }
}

async function answerBy(tx: Source, deps: CommandDeps, sitting: Sitting): Promise<Pick<Asking, 'answer_by' | 'unit'>> {
  const commission = await findCommissionOf(tx, sitting.district)
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const rhythm = procedure.commission.rhythms[rhythms.find(one => one === commission?.rhythm) ?? 'fortnightly']
  const startsAt = Temporal.Instant.from(sitting.starts_at)
  const clocks = sittingClocks(startsAt, rhythm, deps.calendar)
  return { answer_by: toStamp(answersDue(clocks, startsAt, deps.now)), unit: rhythm.answers_before.unit }
}
