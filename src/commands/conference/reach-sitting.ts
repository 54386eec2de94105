import type { Actor, Decision } from '../../domain/access/decide.ts'
import { decideItem, decideSitting, type ItemStanding } from '../../domain/access/decide-conference.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Seat } from '../../domain/conference/seat.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findSittingItem, type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { loadSeats } from '../../storage/conference-commission.ts'
import { findSitting, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, refused } from '../deps.ts'

export type ReachedSitting = { readonly sitting: Sitting; readonly seats: readonly Seat[] }
export type ReachedItem = ReachedSitting & { readonly item: SittingItem }

/** The accounts that speak in a commission, whatever the day. */
export function speakersOf(seats: readonly Seat[]): string[] {
  const named = seats.flatMap(seat => (seat.active ? [seat.representative, seat.deputy] : []))
  return named.filter(account => account !== null)
}

/** The sitting as just read, if the actor may do this in it. */
export async function reachSitting(
  db: Source,
  actor: Actor,
  action: Permission,
  id: string,
): Promise<Outcome<ReachedSitting>> {
  const sitting = await findSitting(db, id)
  if (!sitting) return notFound()
  const seats = await loadSeats(db, sitting.commission_id)
  const standing = { district: sitting.district, speakers: speakersOf(seats) }
  return answer(decideSitting(actor, action, standing), { sitting, seats })
}

/** The item as just read, with its sitting; a case that is closed to the actor is not found. */
export async function reachItem(
  db: Source,
  actor: Actor,
  action: Permission,
  id: string,
): Promise<Outcome<ReachedItem>> {
  const item = await findSittingItem(db, id)
  const sitting = item && (await findSitting(db, item.sitting_id))
  if (!sitting) return notFound()
  const seats = await loadSeats(db, sitting.commission_id)
  const readers = await listItemReaders(db, sitting.id)
  const standing = standingOf(item, sitting, speakersOf(seats), readers.get(item.id) ?? [])
  return answer(decideItem(actor, action, standing), { sitting, seats, item })
}

export function standingOf(
  item: SittingItem,
  { district }: Pick<Sitting, 'district'>,
  speakers: readonly string[],
  readers: readonly string[],
): ItemStanding {
  const open = item.state === 'open'
  return { caseId: item.case_id, district, speakers, open, readers: item.closed === 1 ? readers : null }
}

function answer<T>(decision: Decision, value: T): Outcome<T> {
  if (decision === 'allowed') return succeed(value)
  return decision === 'refused' ? refused() : notFound()
}

export function stateFault(code: string): Outcome<never> {
  const fault: Fault = { code }
  return fail(fault)
}
