import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { nobody } from '../../domain/referral/party.ts'
import { moveReferral, referralStateOrThrow } from '../../domain/referral/referral.ts'
import { openContent, updateReferral, type ReferralRow } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { needOf, type PartyChoice } from './build-content.ts'
import { buildReferral } from './build-referral.ts'
import { countingOf } from './centre-rules.ts'
import { findReceiver } from './find-receiver.ts'
import { reachAsReceiver } from './reach-referral.ts'
import { sendReferral } from './send-referral.ts'
import { readSharing } from './sharing.ts'

/** Sends what came on to another organisation of a kind that she lets be told, unchanged, with a clock of its own. */
export async function forwardReferral(
  deps: CommandDeps,
  actor: Actor,
  { id, toId }: { readonly id: string; readonly toId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachAsReceiver(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const row = reached.value
  if (toId === actor.organisation) return fail({ code: 'unknown_organisation', at: 'to' })
  const content = await openContent(deps.db, row)
  const receiver = await findReceiver(deps, deps.db.read, toId, needOf(content, choiceOf(row), countingOf(deps)))
  if (!receiver.ok) return receiver
  const next = await buildReferral(deps, actor, {
    origin: originOf(row),
    caseId: row.case_id,
    measureId: row.measure_id,
    followsId: row.id,
    region: row.region,
    district: row.district,
    urgency: row.urgency,
    party: row.party,
    ground: row.ground,
    toId: receiver.value.id,
    kind: receiver.value.kind,
    keyId: row.key_id,
    content,
  })
  return changeOrRefuse(deps.db, contextOf(deps, actor, row.region), async tx => {
    const still = takeOrRefuse(await reachAsReceiver(deps, tx, actor, id))
    const state = takeOrRefuse(moveReferral(referralStateOrThrow(still.state), 'forward'))
    const shared = row.case_id === null || (await readSharing(tx, row.case_id, next.kind, deps.now)).ground !== null
    if (!shared) throw new Refusal({ code: 'consent_missing', at: 'to' })
    await updateReferral(tx, id, { state, answered_at: toStamp(deps.now), answered_by: actor.id })
    await settleWorkItem(tx, 'referral', id, toStamp(deps.now))
    await sendReferral(tx, deps, next)
    const details = { to: next.to_id, next: next.id }
    const entry = { action: 'referral.forwarded', subject: `referral:${id}`, details }
    return { value: succeed({ id: next.id }), entries: [entry] }
  })
}

function choiceOf({ party }: ReferralRow): PartyChoice {
  const people = Object.values(party).reduce((sum, count) => sum + count, 0)
  if (people === 0) return 'no_place'
  return people > nobody.adult + party.adult ? 'with_children' : 'alone'
}

function originOf({ origin }: ReferralRow): 'case' | 'commission' | 'partner' | 'self' {
  return origin === 'case' || origin === 'commission' || origin === 'self' ? origin : 'partner'
}
