import type { Actor } from '../../domain/access/decide.ts'
import {
  canConsentBecome,
  consentFor,
  everyAgency,
  type ConsentState,
  type SharingAgency,
} from '../../domain/case/consent.ts'
import { localDayOf } from '../../domain/case/repeat-clock.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { consentEvents, insertConsent, listConsents, type ConsentRow } from '../../storage/consent-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { endSharingOfCase, readSharing } from '../referral/sharing.ts'

export type ToldConsent = {
  readonly caseId: string
  readonly agency: SharingAgency
  readonly state: ConsentState
}

const permission = 'consent.record'

/** What she said about sharing with one agency. From then on it counts, whatever was said before. */
export async function recordConsent(
  deps: CommandDeps,
  actor: Actor,
  { caseId, agency, state }: ToldConsent,
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const told = { agency, state, recorded_by: actor.id }
    const twin = findTwin(await listConsents(tx, caseId), told, deps)
    if (twin) {
      const again = { action: 'consent.resubmitted', subject: `case:${caseId}`, details: { consent: twin.id } }
      return { value: succeed({ caseId }), entries: [again] }
    }
    const before = consentFor(consentEvents(await listConsents(tx, caseId)), agency, deps.now)
    if (!canConsentBecome(before, state)) throw new Refusal({ code: 'consent_order', at: 'state' })
    const row = { id: deps.newId(), case_id: caseId, region: one.region, agency, state }
    await insertConsent(tx, { ...row, recorded_at: toStamp(deps.now), recorded_by: actor.id })
    const entry = { action: 'consent.recorded', subject: `case:${caseId}`, details: { agency, state } }
    const { ground } = await readSharing(tx, caseId, agency, deps.now)
    const ended = ground === null ? await endSharingOfCase(tx, caseId, agency, toStamp(deps.now)) : []
    return { value: succeed({ caseId }), entries: [entry, ...ended] }
  })
}

/**
 * A second tap on the button stores nothing: the last word on this agency, written down by the same officer on the same
 * day. The same answer of another day, or after she refused to pass anything on, is a word of its own.
 */
function findTwin(
  rows: readonly ConsentRow[],
  told: Pick<ConsentRow, 'agency' | 'state' | 'recorded_by'>,
  { now, calendar }: CommandDeps,
): ConsentRow | null {
  const last = rows.findLast(row => row.agency === told.agency || row.agency === everyAgency)
  const same = last?.agency === told.agency && last.state === told.state
  if (!same || last.recorded_by !== told.recorded_by) return null
  const recorded = Temporal.Instant.from(last.recorded_at)
  return localDayOf(recorded, calendar.zone).equals(localDayOf(now, calendar.zone)) ? last : null
}
