import { missingForQuorum, type QuorumRule } from '../../domain/conference/quorum.ts'
import { presidingOf, type Seat } from '../../domain/conference/seat.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { listAttendance, type AttendanceRow, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate } from '../../storage/stamp.ts'
import { speakersOf, type ReachedSitting } from './reach-sitting.ts'

export type Presence = {
  readonly attendance: readonly AttendanceRow[]
  readonly accounts: ReadonlySet<string>
}

export async function readPresence(db: Source, sittingId: string): Promise<Presence> {
  const attendance = await listAttendance(db, sittingId)
  const there = attendance.filter(row => row.came !== 'absent')
  return {
    attendance,
    accounts: new Set(there.map(row => row.account_id).filter(account => account !== null)),
  }
}

/** The agencies that the quorum of a sitting lacks at this moment, whatever its items. */
export async function lackingQuorum(
  db: Source,
  sitting: Sitting,
  { attendance }: Presence,
  withChildren: boolean,
): Promise<string[]> {
  const here = agenciesOf(attendance, new Set())
  return missingForQuorum(await ruleOf(db, sitting), { here, barred: new Set() }, withChildren)
}

/** The same for one item: whoever is shut out of it sits for no agency. */
export async function lackingForItem(
  db: Source,
  { sitting, seats }: Pick<ReachedSitting, 'sitting' | 'seats'>,
  { attendance }: Presence,
  item: Pick<SittingItem, 'with_children'>,
  shutOut: ReadonlySet<string>,
): Promise<string[]> {
  const people = Map.groupBy(
    seats.filter(seat => seat.active),
    seat => seat.agency,
  )
  const barred = [...people].flatMap(([agency, own]) => (areShutOut(own, shutOut) ? [agency] : []))
  const sitters = { here: agenciesOf(attendance, shutOut), barred: new Set(barred) }
  return missingForQuorum(await ruleOf(db, sitting), sitters, item.with_children === 1)
}

function agenciesOf(attendance: readonly AttendanceRow[], shutOut: ReadonlySet<string>): Set<string> {
  const there = attendance.filter(row => row.account_id !== null && !shutOut.has(row.account_id))
  return new Set(there.map(row => row.agency))
}

/** Whether all who are named for these seats are shut out; where nobody is named, nobody is. */
function areShutOut(seats: readonly Seat[], shutOut: ReadonlySet<string>): boolean {
  const named = speakersOf(seats)
  return named.length > 0 && named.every(account => shutOut.has(account))
}

async function ruleOf(db: Source, { id, district }: Sitting): Promise<QuorumRule> {
  const commission = await findCommissionOf(db, district)
  if (!commission) throw new Error(`sitting ${id} without a commission`)
  return commission.quorum
}

/** Who presides among those present, past those shut out of the item; null where nobody may. */
export function presidingAmong(
  seats: readonly Seat[],
  sitting: Sitting,
  { accounts }: Presence,
  shutOut: ReadonlySet<string>,
): string | null {
  const all = seats.flatMap(seat => [seat.representative, seat.deputy]).filter(account => account !== null)
  const unable = new Set([...all.filter(account => !accounts.has(account)), ...shutOut])
  return presidingOf(seats, localDate(Temporal.Instant.from(sitting.starts_at)), unable)
}
