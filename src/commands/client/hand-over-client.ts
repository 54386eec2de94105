import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { findProfileFaults, findTermFaults } from '../../domain/referral/provider.ts'
import { ageOn, countParty, placesFor } from '../../domain/referral/party.ts'
import { listClientPeople, openIdentity, updateClient, type ClientRow } from '../../storage/client-store.ts'
import { insertHandover } from '../../storage/client-work-store.ts'
import { findProvider, termsOf, type Provider } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { agesPresent, findHoldingStay, leaveStay, listStayPeople, updateStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { reservePlaces } from '../referral/accept-referral.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

export type Handover = { readonly id: string; readonly toId: string; readonly consented: boolean }

const permission = 'client.hand_over'

/**
 * Hands one file to another organisation of the region with her consent: persons, plan, safety plan and stay go along, the
 * confidential notes stay. Whoever is there gets a place kept at the new one before the old one is given up.
 */
export async function handOverClient(
  deps: CommandDeps,
  actor: Actor,
  { id, toId, consented }: Handover,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id, { action: permission })
  if (!reached.ok) return reached
  if (!consented) return fail({ code: 'consent_missing', at: 'consented' })
  const provider = await findProvider(deps.db.read, toId)
  if (!provider || toId === actor.organisation) return fail({ code: 'unknown_organisation', at: 'to' })
  if (provider.region !== reached.value.region) return fail({ code: 'other_region', at: 'to' })
  const faults = await findFaults(deps, reached.value, provider)
  if (faults.length > 0) return fail(...faults)
  const handed = { from_id: actor.organisation, to_id: toId, handed_at: toStamp(deps.now), handed_by: actor.id }
  return changeClient(
    deps,
    actor,
    reached.value,
    async (tx, row) => {
      await moveStay(tx, deps, row, provider)
      await insertHandover(tx, { id: deps.newId(), client_id: id, region: row.region, ...handed })
      const district = provider.district ?? row.district
      await updateClient(tx, id, { organisation_id: toId, district, worker_id: null })
      return { action: 'client.handed_over', details: { from: handed.from_id, to: toId } }
    },
    permission,
  )
}

async function findFaults(deps: CommandDeps, row: ClientRow, provider: Provider) {
  const identity = await openIdentity(deps.db, row)
  const people = await listClientPeople(deps.db.read, row.id)
  const children = people.filter(one => one.age_group !== 'adult')
  const need = {
    sex: identity?.sex ?? '',
    age: ageOn(identity?.born_on ?? '', todayOf(deps)),
    disability: false,
    party: countParty([]),
    childAges: children.map(() => null),
  }
  const terms = termsOf(provider)
  return [...findTermFaults(terms, todayOf(deps)), ...findProfileFaults(terms, need)]
}

async function moveStay(tx: Source, deps: CommandDeps, row: ClientRow, provider: Provider): Promise<void> {
  const stay = await findHoldingStay(tx, row.id)
  if (!stay) return
  const at = toStamp(deps.now)
  const there = agesPresent(await listStayPeople(tx, stay.id))
  const reserved = { adult: stay.reserved_adult, child: stay.reserved_child }
  const need = stay.state === 'present' ? placesFor(countParty(there)) : reserved
  await leaveStay(tx, stay.id, at)
  await settleWorkItem(tx, 'stay', stay.id, at)
  const ended = stay.state === 'present' ? 'ended' : 'released'
  const where = { destination: 'other_centre', follower: 'centre' }
  await updateStay(tx, stay.id, { state: ended, ended_at: at, reserved_adult: 0, reserved_child: 0, ...where })
  if (need.adult + need.child === 0) throw new Refusal({ code: 'nobody_chosen', at: 'to' })
  await reservePlaces(tx, deps, row.id, provider, need)
}
