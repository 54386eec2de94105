import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import type { AttemptResult } from '../../domain/referral/contact-attempt.ts'
import { attemptPlace, insertAttempt } from '../../storage/client-work-store.ts'
import { updateClient } from '../../storage/client-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'

export type NewAttempt = {
  readonly id: string
  /** A local minute; empty for now. */
  readonly triedAt: string
  readonly channel: string
  readonly result: AttemptResult
  readonly note: string
}

const longestNote = 1000

/** Notes an attempt to reach her by the safe channel. The first that reaches her ends the clock of first contact. */
export async function recordAttempt(
  deps: CommandDeps,
  actor: Actor,
  { id, triedAt, channel, result, ...told }: NewAttempt,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const tried = triedAt === '' ? deps.now : readLocalMinute(triedAt, deps.calendar.zone)
  const text = checkTexts({ note: told.note }, longestNote)
  const faults = [...(text.ok ? [] : text.faults), ...faultsOf(tried, deps.now)]
  if (!text.ok || tried === null || faults.length > 0) return fail(...faults)
  const row = reached.value
  const attempt = deps.newId()
  const sealed_note = await deps.db.keys.seal(row.key_id, attemptPlace(attempt), text.value.note)
  const by = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
  return changeClient(deps, actor, row, async (tx, still) => {
    const told = { tried_at: toStamp(tried), channel, result, sealed_note }
    await insertAttempt(tx, { id: attempt, client_id: id, region: still.region, ...told, ...by })
    if (result === 'reached') {
      await updateClient(tx, id, { first_contact_at: still.first_contact_at ?? toStamp(tried) })
      await settleWorkItem(tx, 'contact', id, toStamp(deps.now))
    }
    return { action: 'contact.attempted', details: { attempt, channel, result } }
  })
}

function faultsOf(tried: Temporal.Instant | null, now: Temporal.Instant): Fault[] {
  if (tried === null) return [{ code: 'invalid_date', at: 'tried_at' }]
  return Temporal.Instant.compare(tried, now) > 0 ? [{ code: 'in_future', at: 'tried_at' }] : []
}
