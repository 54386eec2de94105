import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import { checkStayEnd, destinations, followers } from '../../domain/referral/stay.ts'
import { dischargePlace, findHoldingStay, leaveStay, updateStay, type Discharge } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

export type NewDischarge = Discharge & {
  readonly id: string
  /** A local minute; empty for now. */
  readonly endedAt: string
  readonly destination: string
  readonly follower: string
}

const longestText = 1000

/** The end of a stay: where she goes and who follows. Their places are free from this moment. */
export async function dischargeClient(
  deps: CommandDeps,
  actor: Actor,
  { id, endedAt, destination, follower, ...told }: NewDischarge,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const stay = await findHoldingStay(deps.db.read, id)
  if (stay?.state !== 'present' || stay.admitted_at === null) return fail({ code: 'no_stay', at: 'ended_at' })
  const texts = checkTexts(told, longestText)
  const ended = endedAt === '' ? deps.now : readLocalMinute(endedAt, deps.calendar.zone)
  const faults = [
    ...(texts.ok ? [] : texts.faults),
    ...(ended === null ? [{ code: 'invalid_date', at: 'ended_at' }] : checkStayEnd(stay.admitted_at, ended, deps.now)),
    ...(destinations.some(each => each === destination) ? [] : [{ code: 'required', at: 'destination' }]),
    ...(followers.some(each => each === follower) ? [] : [{ code: 'required', at: 'follower' }]),
  ]
  if (!texts.ok || ended === null || faults.length > 0) return fail(...faults)
  const text = JSON.stringify(texts.value)
  const sealed_discharge = await deps.db.keys.seal(reached.value.key_id, dischargePlace(stay.id), text)
  return changeClient(deps, actor, reached.value, async tx => {
    const still = await findHoldingStay(tx, id)
    if (still?.id !== stay.id || still.state !== 'present') throw new Refusal({ code: 'no_stay', at: 'ended_at' })
    const ended_at = toStamp(ended)
    await leaveStay(tx, stay.id, ended_at)
    await settleWorkItem(tx, 'stay', stay.id, toStamp(deps.now))
    await updateStay(tx, stay.id, { state: 'ended', ended_at, destination, follower, sealed_discharge })
    return { action: 'stay.ended', details: { stay: stay.id, destination, follower } }
  })
}
