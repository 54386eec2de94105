import type { Actor } from '../../domain/access/decide.ts'
import { isServing } from '../../domain/conference/seat.ts'
import { listAttendance, saveAttendance } from '../../storage/conference-sitting.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'

export const comings = ['representative', 'deputy', 'absent'] as const
export type Coming = (typeof comings)[number]

/** Who came for each seat, by id of the seat; with `rest` the representatives of all seats that have no mark yet, too. Whoever is marked present after the opening came late, at that moment. */
export function recordAttendance(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  came: ReadonlyMap<string, Coming>,
  rest = false,
) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting, seats }) => {
    if (sitting.state !== 'invited' && sitting.state !== 'planned' && sitting.state !== 'open') {
      throw new Refusal({ code: 'sitting_state' })
    }
    const on = localDate(Temporal.Instant.from(sitting.starts_at))
    const before = new Map((await listAttendance(tx, id)).map(row => [row.seat_id, row]))
    for (const seat of seats.filter(one => isServing(one, on))) {
      const all = rest && seat.representative !== null && !before.has(seat.id) ? 'representative' : undefined
      const coming = came.get(seat.id) ?? all
      if (coming === undefined) continue
      const account_id = coming === 'absent' ? null : seat[coming]
      if (coming !== 'absent' && account_id === null) throw new Refusal({ code: 'nobody_named', at: seat.id })
      const old = before.get(seat.id)
      const wasThere = old !== undefined && old.came !== 'absent'
      const late = sitting.state === 'open' && coming !== 'absent' && !wasThere ? toStamp(deps.now) : null
      const late_at = coming === 'absent' ? null : wasThere ? old.late_at : late
      const place = { sitting_id: id, seat_id: seat.id, region: sitting.region, agency: seat.agency }
      await saveAttendance(tx, { ...place, came: coming, account_id, late_at })
    }
    const entry = { action: 'attendance.recorded', subject: `sitting:${id}`, details: { seats: came.size, rest } }
    return { value: { id }, entries: [entry] }
  })
}
