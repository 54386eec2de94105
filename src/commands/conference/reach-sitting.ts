import type { Actor, Decision } from '../../domain/access/decide.ts'
import {
  decideItem,
  decideSitting,
  type ItemStanding,
  type SittingStanding,
} from '../../domain/access/decide-conference.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { presidersAmong, type Capacity } from '../../domain/conference/presiding.ts'
import type { Seat } from '../../domain/conference/seat.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findSittingItem, type SittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { loadSeats } from '../../storage/conference-commission.ts'
import { findSitting, listAttendance, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, refused } from '../deps.ts'

export type ReachedSitting = {
  readonly sitting: Sitting
  readonly seats: readonly Seat[]
  /** Who of those who came may sign in the chair's place, in which capacity, whoever presides first. */
  readonly presiders: ReadonlyMap<string, Capacity>
}
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
  const reached = await withSeats(db, sitting)
  return answer(decideSitting(actor, action, standingOfSitting(reached)), reached)
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
  const reached = await withSeats(db, sitting)
  const readers = await listItemReaders(db, sitting.id)
  const standing = standingOf(item, reached, readers.get(item.id) ?? [])
  return answer(decideItem(actor, action, standing), { ...reached, item })
}

async function withSeats(db: Source, sitting: Sitting): Promise<ReachedSitting> {
  const seats = await loadSeats(db, sitting.commission_id)
  return { sitting, seats, presiders: presidersAmong(seats, await listAttendance(db, sitting.id)) }
}

function standingOfSitting({ sitting, seats, presiders }: ReachedSitting): SittingStanding {
  return { district: sitting.district, speakers: speakersOf(seats), presiders: [...presiders.keys()] }
}

export function standingOf(item: SittingItem, reached: ReachedSitting, readers: readonly string[]): ItemStanding {
  const open = item.state === 'open'
  const named = item.closed === 1 ? readers : null
  return { ...standingOfSitting(reached), caseId: item.case_id, open, readers: named }
}

function answer<T>(decision: Decision, value: T): Outcome<T> {
  if (decision === 'allowed') return succeed(value)
  return decision === 'refused' ? refused() : notFound()
}

export function stateFault(code: string): Outcome<never> {
  const fault: Fault = { code }
  return fail(fault)
}
