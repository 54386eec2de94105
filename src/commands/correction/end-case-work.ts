import type { Actor } from '../../domain/access/decide.ts'
import { ofCentres, workKinds } from '../../domain/follow-up/work-item.ts'
import { isLive, referralStateOrThrow } from '../../domain/referral/referral.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listCaseTransfers, settleTransfer } from '../../storage/case-transfer-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { listCaseReferrals } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { listCaseWork, settleWorkItem } from '../../storage/work-item-store.ts'
import { endSharing } from '../referral/sharing.ts'

/** Nothing of a voided case is shared, proposed to another district, or waits for anybody any longer. */
export async function endCaseWork(tx: Source, actor: Actor, one: CaseRow, at: string): Promise<AuditEntry[]> {
  const entries = [...(await endReferrals(tx, one, at)), ...(await endTransfers(tx, actor, one, at))]
  for (const item of await listCaseWork(tx, one.id)) {
    const kind = workKinds.find(each => each === item.kind)
    if (kind && !ofCentres.has(kind)) await settleWorkItem(tx, kind, item.source_id, at)
  }
  return entries
}

async function endReferrals(tx: Source, one: CaseRow, at: string): Promise<AuditEntry[]> {
  const shared = (await listCaseReferrals(tx, one.id)).filter(
    row => isLive(referralStateOrThrow(row.state)) && row.sharing_ended_at === null,
  )
  const entries: AuditEntry[] = []
  for (const row of shared) entries.push(await endSharing(tx, row, at))
  return entries
}

async function endTransfers(tx: Source, actor: Actor, one: CaseRow, at: string): Promise<AuditEntry[]> {
  const open = (await listCaseTransfers(tx, one.id)).filter(row => row.state === 'proposed')
  const settled = { state: 'withdrawn', sealed_answer: null, answered_at: at, answered_by: actor.id }
  for (const { id } of open) await settleTransfer(tx, id, settled)
  const subject = `case:${one.id}`
  return open.map(({ id }) => ({ action: 'transfer.withdrawn', subject, details: { transfer: id } }))
}
