import type { Actor } from '../../domain/access/decide.ts'
import { decideReferral, type ReferralStanding } from '../../domain/access/decide-referral.ts'
import type { Permission, Tier } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { findReferral, standingOf, type ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, refused, type CommandDeps } from '../deps.ts'
import { isConsented } from './sharing.ts'

export type ReachedReferral = { readonly row: ReferralRow; readonly standing: ReferralStanding }

type Wanted = { readonly id: string; readonly action: Permission; readonly tier: Tier }

/** The referral as just read, with whether it is still shared at this moment. */
export async function reachReferral(
  deps: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  { id, action, tier }: Wanted,
): Promise<Outcome<ReachedReferral>> {
  const row = await findReferral(db, id)
  if (!row) return notFound()
  const shared = (await isConsented(db, row, deps.now)) && !(await hasHandedOn(db, actor, row))
  const standing = standingOf(row, shared)
  const decision = decideReferral(actor, action, standing, tier)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  return succeed({ row, standing })
}

/** Whoever has handed the file on to another organisation reads no longer what was sent with it. */
async function hasHandedOn(db: Source, actor: Actor, row: ReferralRow): Promise<boolean> {
  if (actor.organisation !== row.to_id || row.state !== 'accepted') return false
  const client = await findClientOfReferral(db, row.id)
  return client !== null && client.organisation_id !== row.to_id
}

/** The same for the receiver who answers: only while it is shared. */
export async function reachAsReceiver(
  deps: Pick<CommandDeps, 'now'>,
  db: Source,
  actor: Actor,
  id: string,
): Promise<Outcome<ReferralRow>> {
  const reached = await reachReferral(deps, db, actor, { id, action: 'referral.answer', tier: 1 })
  if (!reached.ok) return reached
  const { row, standing } = reached.value
  if (row.to_id !== actor.organisation) return refused()
  if (row.sharing_ended_at !== null) return fail({ code: 'consent_withdrawn' })
  return standing.shared || row.state !== 'sent' ? succeed(row) : fail({ code: 'consent_withdrawn' })
}
