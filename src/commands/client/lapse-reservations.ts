import { dueAt } from '../../domain/calendar/due.ts'
import { keptSince } from '../../domain/referral/stay.ts'
import { findClient } from '../../storage/client-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { listLapsed, updateStay, type StayRow } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { programContext, type CommandDeps } from '../deps.ts'
import { changeOrNothing, NothingLeft } from '../refusal.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { openContactWork } from '../referral/contact-work.ts'

/**
 * Frees the places that were kept for somebody who has not come, and lays on the worker's list that she is to be asked
 * where she is; returns how many.
 */
export async function lapseReservations(deps: CommandDeps): Promise<{ readonly lapsed: number }> {
  const until = toStamp(keptSince(procedureOf(deps).crisis_centre, deps.now))
  let lapsed = 0
  for (const [region, stays] of Map.groupBy(await listLapsed(deps.db.read, until), one => one.region)) {
    lapsed += await lapseIn(deps, region, stays, until)
  }
  return { lapsed }
}

/** Those that are still kept when the head of the region is held: who has come meanwhile stays. */
async function lapseIn(deps: CommandDeps, region: string, seen: readonly StayRow[], until: string): Promise<number> {
  const ids = new Set(seen.map(one => one.id))
  return changeOrNothing(deps.db, programContext(deps.now, region), 0, async tx => {
    const still = (await listLapsed(tx, until)).filter(one => ids.has(one.id))
    if (still.length === 0) throw new NothingLeft()
    for (const stay of still) await lapse(tx, deps, stay)
    const entries = still.map(({ id, client_id }) => {
      return { action: 'bed.lapsed', subject: `client:${client_id}`, details: { stay: id } }
    })
    return { value: still.length, entries }
  })
}

async function lapse(tx: Source, deps: CommandDeps, { id, client_id }: StayRow): Promise<void> {
  await updateStay(tx, id, { state: 'released', ended_at: toStamp(deps.now) })
  const client = await findClient(tx, client_id)
  if (!client || client.state === 'closed') return
  const { sought_within: within } = procedureOf(deps).crisis_centre.reservation
  const due = dueAt(deps.now, within, deps.calendar)
  await openContactWork(tx, client, { opened_at: toStamp(deps.now), due_at: toStamp(due) })
}
