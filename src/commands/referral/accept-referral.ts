import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findMissingPlaces } from '../../domain/referral/bed.ts'
import { placesFor } from '../../domain/referral/party.ts'
import { findTermFaults } from '../../domain/referral/provider.ts'
import { moveReferral, referralStateOrThrow } from '../../domain/referral/referral.ts'
import { categoryOrThrow, firstContactDueAt } from '../../domain/referral/referral-clock.ts'
import { readBedsOf } from '../../storage/bed-store.ts'
import { insertClient, type ClientRow } from '../../storage/client-store.ts'
import { findProvider, termsOf, type Provider } from '../../storage/provider-store.ts'
import { updateReferral, type ReferralRow } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { insertStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { contextOfBoth, entriesInBoth } from './both-chains.ts'
import { procedureOf } from './centre-rules.ts'
import { openContactWork } from './contact-work.ts'
import { freeClientNumber } from './new-number.ts'
import { reachAsReceiver } from './reach-referral.ts'
import { placeFeedback } from './sharing.ts'

type Accepted = { readonly clientId: string | null }

/**
 * Accepts, and keeps places for the people of the referral where a bed is given. The file of the person begins here; of
 * two who take the last place at once, the second is told that none is free.
 */
export async function acceptReferral(
  deps: CommandDeps,
  actor: Actor,
  { id, withBed }: { readonly id: string; readonly withBed: boolean },
): Promise<Outcome<Accepted>> {
  const reached = await reachAsReceiver(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const provider = await findProvider(deps.db.read, reached.value.to_id)
  const region = provider?.region ?? reached.value.region
  const keyId = provider ? await deps.db.keys.create('client') : ''
  return changeOrRefuse(deps.db, contextOfBoth(deps, actor, reached.value.region, region), async tx => {
    const row = takeOrRefuse(await reachAsReceiver(deps, tx, actor, id))
    const state = takeOrRefuse(moveReferral(referralStateOrThrow(row.state), 'accept'))
    const answered = { state, answered_at: toStamp(deps.now), answered_by: actor.id }
    await updateReferral(tx, row.id, answered)
    await settleWorkItem(tx, 'referral', row.id, answered.answered_at)
    const clientId = provider ? await openExpected(tx, deps, actor, row, provider, keyId) : null
    const bed = provider !== null && clientId !== null && withBed
    if (bed) await reservePlaces(tx, deps, clientId, provider, placesFor(row.party))
    const entry = { action: 'referral.accepted', subject: `referral:${row.id}`, details: { bed } }
    return { value: succeed({ clientId }), entries: entriesInBoth(entry, row.region, region) }
  })
}

async function openExpected(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  row: ReferralRow,
  provider: Provider,
  key_id: string,
): Promise<string> {
  const faults = findTermFaults(termsOf(provider), todayOf(deps))
  if (faults.length > 0) throw new Refusal(...faults)
  const due = firstContactDueAt(procedureOf(deps).crisis_centre, categoryOrThrow(row.urgency), deps.now, deps.calendar)
  const client: ClientRow = {
    id: deps.newId(),
    number: await freeClientNumber(tx, deps),
    organisation_id: provider.id,
    region: provider.region,
    district: provider.district ?? row.district,
    referral_id: row.id,
    case_id: row.case_id,
    origin: row.origin,
    state: 'expected',
    urgency: row.urgency,
    key_id,
    sealed_identity: null,
    sealed_safety: null,
    worker_id: actor.id,
    opened_at: toStamp(deps.now),
    opened_by: actor.id,
    first_contact_by: toStamp(due),
    first_contact_at: null,
    closed_at: null,
    close_reason: null,
  }
  await insertClient(tx, client)
  await openContactWork(tx, client, { opened_at: client.opened_at, due_at: client.first_contact_by })
  await placeFeedback(tx, client.case_id, deps.now)
  return client.id
}

/** Keeps places for people who are on their way; throws where too few are free. */
export async function reservePlaces(
  tx: Source,
  deps: CommandDeps,
  clientId: string,
  provider: Provider,
  need: { readonly adult: number; readonly child: number },
): Promise<void> {
  if (need.adult + need.child === 0) return
  const missing = findMissingPlaces((await readBedsOf(tx, provider)).board, need)
  if (missing.length > 0) throw new Refusal(...missing)
  const open = { admitted_at: null, ends_on: null, warn_on: null, ended_at: null, destination: null, follower: null }
  await insertStay(tx, {
    id: deps.newId(),
    client_id: clientId,
    organisation_id: provider.id,
    region: provider.region,
    state: 'reserved',
    reserved_adult: need.adult,
    reserved_child: need.child,
    reserved_at: toStamp(deps.now),
    ...open,
    sealed_discharge: null,
  })
}
