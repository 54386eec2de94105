import { missingForQuorum } from '../../domain/conference/quorum.ts'
import { presidingOf, type Seat } from '../../domain/conference/seat.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { listAttendance, type AttendanceRow, type Sitting } from '../../storage/conference-sitting.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate } from '../../storage/stamp.ts'

export type Presence = {
  readonly attendance: readonly AttendanceRow[]
  readonly agencies: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
}

export async function readPresence(db: Source, sittingId: string): Promise<Presence> {
  const attendance = await listAttendance(db, sittingId)
  const there = attendance.filter(row => row.came !== 'absent')
  return {
    attendance,
    agencies: new Set(there.map(row => row.agency)),
    accounts: new Set(there.map(row => row.account_id).filter(account => account !== null)),
  }
}

/** The agencies that the quorum lacks at this moment. */
export async function lackingQuorum(
  db: Source,
  sitting: Sitting,
  { agencies }: Presence,
  withChildren: boolean,
): Promise<string[]> {
  const commission = await findCommissionOf(db, sitting.district)
  if (!commission) throw new Error(`sitting ${sitting.id} without a commission`)
  return missingForQuorum(commission.quorum, agencies, withChildren)
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
