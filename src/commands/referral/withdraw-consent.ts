import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { canConsentBecome } from '../../domain/case/consent.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findClientOfReferral } from '../../storage/client-store.ts'
import { insertConsent } from '../../storage/consent-store.ts'
import type { ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { contextOfBoth, entriesInBoth } from './both-chains.ts'
import { reachReferral } from './reach-referral.ts'
import { endSharing, endSharingOfCase, readSharing } from './sharing.ts'
import { tellOfficer } from './tell-officer.ts'

/** She tells the centre or the sender that it is to be shared no longer. From the next page on nobody reads it there. */
export async function withdrawConsent(
  deps: CommandDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reach(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const client = await findClientOfReferral(deps.db.read, id)
  const region = client?.region ?? reached.value.region
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, reached.value.region, region), async tx => {
    const still = takeOrRefuse(await reach(deps, tx, actor, id))
    const entries = await endAll(tx, deps, actor, still)
    if (!permits(actor.role, 'consent.record')) await tellOfficer(tx, deps, still)
    return {
      value: succeed({ id }),
      entries: entries.flatMap(entry => entriesInBoth(entry, still.region, region)),
    }
  })
}

async function endAll(tx: Source, deps: CommandDeps, actor: Actor, row: ReferralRow): Promise<AuditEntry[]> {
  const at = toStamp(deps.now)
  const { case_id, kind: agency, region } = row
  if (case_id === null) return [await endSharing(tx, row, at)]
  const { said } = await readSharing(tx, case_id, agency, deps.now)
  const ended = await endSharingOfCase(tx, case_id, agency, at)
  if (!canConsentBecome(said, 'withdrawn')) return ended
  const recorded = { recorded_at: at, recorded_by: actor.id }
  await insertConsent(tx, { id: deps.newId(), case_id, region, agency, state: 'withdrawn', ...recorded })
  const details = { agency, state: 'withdrawn' }
  return [{ action: 'consent.recorded', subject: `case:${case_id}`, details }, ...ended]
}

async function reach(deps: CommandDeps, db: Source, actor: Actor, id: string): Promise<Outcome<ReferralRow>> {
  const reached = await reachReferral(deps, db, actor, { id, action: 'referral.withdraw', tier: 1 })
  if (!reached.ok) return reached
  const { row, standing } = reached.value
  if (actor.role === 'secretary') return refused()
  return standing.shared ? succeed(row) : fail({ code: 'consent_withdrawn' })
}
