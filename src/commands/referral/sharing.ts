import {
  consentFor,
  sharingAgencies,
  sharingGround,
  type ConsentState,
  type SharingAgency,
  type SharingGround,
} from '../../domain/case/consent.ts'
import { isLive, referralStateOrThrow } from '../../domain/referral/referral.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findClientOfReferral, updateClient, type ClientRow } from '../../storage/client-store.ts'
import { consentEvents, listConsents, listOverrides, overridesOf } from '../../storage/consent-store.ts'
import { findReferral, listCaseReferrals, updateReferral, type ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { findHoldingStay, updateStay } from '../../storage/stay-store.ts'
import { findDueFeedback, layFeedback, listCaseClients } from '../../storage/feedback-work.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'

export type Sharing = { readonly ground: SharingGround; readonly said: ConsentState | 'none' }

/** On what ground this kind of organisation may be told of the case at this moment, and what she said last. */
export async function readSharing(db: Source, caseId: string, agency: string, now: Temporal.Instant): Promise<Sharing> {
  const events = consentEvents(await listConsents(db, caseId))
  const overrides = overridesOf(await listOverrides(db, caseId))
  return { ground: sharingGround(events, overrides, agency, now), said: consentFor(events, agency, now) }
}

/** Whether a referral may still be read by its receiver, asked anew at every page: a withdrawal counts at once. */
export async function isConsented(db: Source, row: ReferralRow, now: Temporal.Instant): Promise<boolean> {
  if (row.sharing_ended_at !== null) return false
  return row.case_id === null || (await readSharing(db, row.case_id, row.kind, now)).ground !== null
}

export function sharingAgencyOrThrow(kind: string): SharingAgency {
  const agency = sharingAgencies.find(each => each === kind)
  if (!agency) throw new Error(`nothing is shared with ${kind}`)
  return agency
}

/**
 * Her word ended the sharing: what lives is shared no longer, what waits is taken back, a place that was only kept is
 * free again. A stay that has begun is hers and the centre's own.
 */
export async function endSharing(tx: Source, row: ReferralRow, at: string): Promise<AuditEntry> {
  const state = row.state === 'sent' ? 'withdrawn' : row.state
  await updateReferral(tx, row.id, { state, sharing_ended_at: at })
  if (row.state !== 'accepted') await settleWorkItem(tx, 'referral', row.id, at)
  await dropExpected(tx, row.id, at)
  await placeFeedback(tx, row.case_id, Temporal.Instant.from(at))
  return { action: 'sharing.ended', subject: `referral:${row.id}` }
}

/** All that lives of a case towards one kind of organisation. */
export async function endSharingOfCase(tx: Source, caseId: string, agency: string, at: string): Promise<AuditEntry[]> {
  const rows = (await listCaseReferrals(tx, caseId)).filter(row => row.kind === agency && isShared(row))
  const entries: AuditEntry[] = []
  for (const row of rows) entries.push(await endSharing(tx, row, at))
  return entries
}

/** All that lives of a case towards whom nothing may be shared at this moment. */
export async function endUngrounded(tx: Source, caseId: string, now: Temporal.Instant): Promise<AuditEntry[]> {
  const kinds = new Set((await listCaseReferrals(tx, caseId)).filter(isShared).map(row => row.kind))
  const entries: AuditEntry[] = []
  for (const kind of kinds) {
    const { ground } = await readSharing(tx, caseId, kind, now)
    if (ground === null) entries.push(...(await endSharingOfCase(tx, caseId, kind, toStamp(now))))
  }
  return entries
}

function isShared(row: ReferralRow): boolean {
  return isLive(referralStateOrThrow(row.state)) && row.sharing_ended_at === null
}

/** After each change of who works with her: the telling after a sitting lies where she is helped, while she lets it. */
export async function placeFeedback(tx: Source, caseId: string | null, now: Temporal.Instant): Promise<void> {
  const measure = caseId === null ? null : await findDueFeedback(tx, caseId)
  if (!measure) return
  for (const client of await listCaseClients(tx, measure.case_id)) {
    if (await isOfConsented(tx, client, now)) return layFeedback(tx, measure, client, toStamp(now))
  }
  return layFeedback(tx, measure, null, toStamp(now))
}

/** Whether a file of a case may still be told of that case. */
export async function isOfConsented(db: Source, { referral_id }: ClientRow, now: Temporal.Instant): Promise<boolean> {
  const referral = referral_id === null ? null : await findReferral(db, referral_id)
  return referral !== null && isConsented(db, referral, now)
}

/** The file and the place of somebody who was accepted and has not come. */
export async function dropExpected(tx: Source, referralId: string, at: string): Promise<void> {
  const client = await findClientOfReferral(tx, referralId)
  if (client?.state !== 'expected') return
  const stay = await findHoldingStay(tx, client.id)
  if (stay) await updateStay(tx, stay.id, { state: 'released', ended_at: at })
  await settleWorkItem(tx, 'contact', client.id, at)
  await updateClient(tx, client.id, { state: 'closed', closed_at: at, close_reason: 'her_choice' })
}
