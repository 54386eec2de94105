import { dueAt, endOfDay, type Clock } from '../../domain/calendar/due.ts'
import type { Capacity } from '../../domain/conference/presiding.ts'
import { speakerOf, type Seat } from '../../domain/conference/seat.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { ActionRow } from '../../storage/conference-action.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { listResearchOfItem, type ResearchRequest } from '../../storage/conference-research.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { openWorkItem, settleWorkItem } from '../../storage/work-item-store.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import type { CommandDeps } from '../deps.ts'
import { shutOutOf, type Exclusions } from './exclusions.ts'

type Asked = Pick<ResearchRequest, 'id' | 'asked_of' | 'asked_at' | 'answer_by'>

/**
 * Work of a closed item stands on the pages of those who are named and on no desk: what climbs would be seen by others.
 */
const staysApart = (item: SittingItem) => item.closed === 1

/** The question lies with the one who was asked; asked anew of another, with that one. */
export async function openResearchWork(tx: Source, item: SittingItem, asked: Asked, unit: Clock['unit']) {
  if (staysApart(item)) return
  const owner = await ownerOf(tx, asked.asked_of)
  const clock = { unit, opened_at: asked.asked_at, due_at: asked.answer_by }
  await openWorkItem(tx, {
    kind: 'research',
    code: 'research',
    source_id: asked.id,
    ...placeOf(item),
    ...owner,
    ...clock,
  })
}

/** Nobody is asked any more: the item was heard, moved, or its sitting is over. */
export async function settleResearchWork(tx: Source, itemId: string, at: string): Promise<void> {
  for (const request of await listResearchOfItem(tx, itemId)) await settleWorkItem(tx, 'research', request.id, at)
}

type Sent = Pick<ActionRow, 'id' | 'due_on'> & { readonly seat: Seat | undefined; readonly exclusions: Exclusions }

/** An instruction lies with who speaks for its agency; with nobody where all are shut out of the case. */
export async function openActionWork(tx: Source, deps: CommandDeps, item: SittingItem, sent: Sent): Promise<void> {
  const { id, due_on, seat, exclusions } = sent
  const speaker = seat && speakerOf(seat, localDate(deps.now), shutOutOf(item, exclusions, []))
  if (staysApart(item) || !speaker || due_on === null) return
  const due_at = toStamp(endOfDay(Temporal.PlainDate.from(due_on), deps.calendar.zone))
  const clock = { unit: 'cd' as const, opened_at: toStamp(deps.now), due_at }
  const owner = await ownerOf(tx, speaker.account)
  await openWorkItem(tx, { kind: 'action', code: 'action', source_id: id, ...placeOf(item), ...owner, ...clock })
}

/** The sitting lies with the secretary until it is over. */
export async function openSittingWork(tx: Source, sitting: Sitting, openedAt: string): Promise<void> {
  const clock = { unit: 'h' as const, opened_at: openedAt, due_at: sitting.starts_at }
  await openWorkItem(tx, { kind: 'sitting', code: 'sitting', ...deskOf(sitting, 'secretary'), ...clock })
}

/**
 * The minutes lie with whoever of the two has not signed (procedure.md §7): the secretary, or, given who may sign in the
 * chair's place, the chair; where the chair did not come, who presided.
 */
export async function openMinutesWork(
  tx: Source,
  deps: CommandDeps,
  sitting: Sitting,
  presiders: ReadonlyMap<string, Capacity> | null,
): Promise<void> {
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const within = procedure.commission.minutes_signed_within
  const closed = sitting.closed_at === null ? deps.now : Temporal.Instant.from(sitting.closed_at)
  const clock = { unit: within.unit, opened_at: toStamp(closed), due_at: toStamp(dueAt(closed, within, deps.calendar)) }
  const [first] = presiders ?? []
  const standsIn = first !== undefined && first[1] !== 'chair' ? await ownerOf(tx, first[0]) : {}
  const desk = { ...deskOf(sitting, presiders === null ? 'secretary' : 'chair'), ...standsIn }
  await openWorkItem(tx, { kind: 'minutes', code: 'minutes', ...desk, ...clock })
}

function placeOf({ case_id, region, district }: SittingItem) {
  return { case_id, region, district, organisation_id: null }
}

function deskOf({ id, region, district }: Sitting, owner_role: string) {
  return { source_id: id, case_id: null, region, district, organisation_id: null, owner_role, owner_id: null }
}

async function ownerOf(tx: Source, account: string) {
  const row = await findAccount(tx, account)
  return { owner_id: account, owner_role: row?.role ?? 'member', organisation_id: row?.organisation_id ?? null }
}
