import type { ClientIdentity, ClientRow } from '../../storage/client-store.ts'
import { openIdentity } from '../../storage/client-store.ts'
import type { Database } from '../../storage/database.ts'
import { findReferral, openContent } from '../../storage/referral-store.ts'
import { isConsented } from '../../commands/referral/sharing.ts'

export type Known = {
  readonly identity: Partial<ClientIdentity>
  /** From the referral, while it is shared; children and wishes as they were sent. */
  readonly children: readonly { readonly name: string; readonly born_on: string }[]
  readonly wishes: string
  readonly fears: string
  readonly need: string
  /** She let the referral be shared, and does no longer. */
  readonly withdrawn: boolean
}

const nothing = { children: [], wishes: '', fears: '', need: '' }

/** Who she is by the centre's own record or, before the intake, by the referral while it is shared. */
export async function readKnown(db: Database, row: ClientRow, now: Temporal.Instant): Promise<Known> {
  const own = (await openIdentity(db, row)) ?? {}
  const referral = row.referral_id === null ? null : await findReferral(db.read, row.referral_id)
  if (!referral) return { identity: own, ...nothing, withdrawn: false }
  if (!(await isConsented(db.read, referral, now))) return { identity: own, ...nothing, withdrawn: true }
  const { children, wishes, fears, need, ...told } = await openContent(db, referral)
  return { identity: { ...told, ...own }, children, wishes, fears, need, withdrawn: false }
}
