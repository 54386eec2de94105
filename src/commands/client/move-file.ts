import { findTermFaults, findProfileFaults } from '../../domain/referral/provider.ts'
import { ageOn, countParty, isElderly, placesFor } from '../../domain/referral/party.ts'
import { categoryOrThrow, firstContactDueAt } from '../../domain/referral/referral-clock.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import {
  listClientPeople,
  openClientPerson,
  openIdentity,
  updateClient,
  type ClientRow,
} from '../../storage/client-store.ts'
import { insertHandover } from '../../storage/client-work-store.ts'
import { findProvider, termsOf, type Provider } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { agesPresent, findHoldingStay, leaveStay, listStayPeople, updateStay } from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { reservePlaces } from '../referral/accept-referral.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { openContactWork } from '../referral/contact-work.ts'
import { placeFeedback } from '../referral/sharing.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../../domain/access/decide.ts'

/** The organisation of the region that can take this file over, or why none of that name can. */
export async function findTaker(deps: CommandDeps, row: ClientRow, toId: string): Promise<Outcome<Provider>> {
  const provider = await findProvider(deps.db.read, toId)
  if (!provider || toId === row.organisation_id) return fail({ code: 'unknown_organisation', at: 'to' })
  if (provider.region !== row.region) return fail({ code: 'other_region', at: 'to' })
  const faults = await findFaults(deps, row, provider)
  return faults.length > 0 ? fail(...faults) : succeed(provider)
}

/** Inside the change: places, work and file go over; the new organisation is asked to reach her. */
export async function moveFile(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  row: ClientRow,
  provider: Provider,
): Promise<void> {
  await moveStay(tx, deps, row, provider)
  const handed = { handed_at: toStamp(deps.now), handed_by: actor.id }
  const way = { from_id: row.organisation_id, to_id: provider.id }
  await insertHandover(tx, { id: deps.newId(), client_id: row.id, region: row.region, ...way, ...handed })
  const moved = { organisation_id: provider.id, district: provider.district ?? row.district, worker_id: null }
  await updateClient(tx, row.id, moved)
  const rules = procedureOf(deps).crisis_centre
  const due = firstContactDueAt(rules, categoryOrThrow(row.urgency), deps.now, deps.calendar)
  const clock = { opened_at: handed.handed_at, due_at: toStamp(due) }
  await openContactWork(tx, { ...row, ...moved }, clock)
  await placeFeedback(tx, row.case_id, deps.now)
}

async function findFaults(deps: CommandDeps, row: ClientRow, provider: Provider) {
  const identity = await openIdentity(deps.db, row)
  const need = {
    sex: identity?.sex ?? '',
    elderly: isElderly(identity?.born_on ?? '', todayOf(deps), procedureOf(deps).crisis_centre.ages),
    disability: false,
    party: countParty([]),
    childAges: await readChildAges(deps, row),
  }
  const terms = termsOf(provider)
  return [...findTermFaults(terms, todayOf(deps)), ...findProfileFaults(terms, need)]
}

/** Of the children of the file, as old as they are today; null for one whose birth date nobody told. */
async function readChildAges(deps: CommandDeps, row: ClientRow): Promise<(number | null)[]> {
  const people = await listClientPeople(deps.db.read, row.id)
  const children = people.filter(one => one.age_group !== 'adult')
  const opened = await Promise.all(children.map(one => openClientPerson(deps.db, row.key_id, one)))
  return opened.map(child => ageOn(child.born_on, todayOf(deps)))
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
