import type { Actor } from '../../domain/access/decide.ts'
import { endOfDay } from '../../domain/calendar/due.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { findLoneChildren, findMissingPlaces } from '../../domain/referral/bed.ts'
import { countParty, placesFor, type AgeGroup } from '../../domain/referral/party.ts'
import { findTermFaults } from '../../domain/referral/provider.ts'
import { stayTerm } from '../../domain/referral/stay.ts'
import { readBedsOf } from '../../storage/bed-store.ts'
import { listClientPeople, type ClientRow } from '../../storage/client-store.ts'
import { listIntakes } from '../../storage/client-work-store.ts'
import { findProvider, termsOf } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import {
  agesPresent,
  findHoldingStay,
  groupOrThrow,
  insertStay,
  insertStayPeople,
  listStayPeople,
  updateStay,
} from '../../storage/stay-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { openWorkItem } from '../../storage/work-item-store.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

export type Admission = { readonly id: string; readonly people: readonly string[] }
type Coming = { readonly id: string; readonly group: AgeGroup }

/**
 * Takes these people of the file in. Their reservation becomes the stay; beds are counted inside the change, so that
 * nobody gets a place that another was given meanwhile.
 */
export async function admitClient(
  deps: CommandDeps,
  actor: Actor,
  { id, people }: Admission,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  if (people.length === 0) return fail({ code: 'nobody_chosen', at: 'people' })
  if ((await listIntakes(deps.db.read, id)).length === 0) return fail({ code: 'intake_missing', at: 'people' })
  return changeClient(deps, actor, reached.value, async (tx, row) => {
    const coming = await findComing(tx, row, people)
    const { stay, ages } = await openStay(tx, deps, row)
    const faults = findLoneChildren(
      coming.map(one => one.group),
      ages,
    )
    if (faults.length > 0) throw new Refusal(...faults)
    await takePlaces(tx, deps, row, stay, coming)
    return { action: 'stay.admitted', details: { stay, people: coming.length } }
  })
}

/** Those of the file who are not there yet. */
async function findComing(tx: Source, row: ClientRow, ids: readonly string[]): Promise<Coming[]> {
  const people = await listClientPeople(tx, row.id)
  const held = await findHoldingStay(tx, row.id)
  const there = held ? (await listStayPeople(tx, held.id)).filter(one => one.left_at === null) : []
  const coming = people.filter(one => ids.includes(one.id))
  if (coming.length !== new Set(ids).size) throw new Refusal({ code: 'not_found' })
  if (there.some(one => ids.includes(one.client_person_id))) throw new Refusal({ code: 'already_there', at: 'people' })
  return coming.map(one => ({ id: one.id, group: groupOrThrow(one.age_group) }))
}

/** The reservation turned into a stay, the stay that runs, or a new one. */
async function openStay(tx: Source, deps: CommandDeps, row: ClientRow) {
  const held = await findHoldingStay(tx, row.id)
  if (held?.state === 'present') return { stay: held.id, ages: agesPresent(await listStayPeople(tx, held.id)) }
  const { endsOn, warnOn } = stayTerm(procedureOf(deps).crisis_centre, todayOf(deps))
  const term = { admitted_at: toStamp(deps.now), ends_on: endsOn, warn_on: warnOn }
  const begun = { state: 'present', reserved_adult: 0, reserved_child: 0, ...term }
  if (held) {
    await updateStay(tx, held.id, begun)
    await openStayWork(tx, deps, row, held.id, warnOn)
    return { stay: held.id, ages: [] }
  }
  const id = deps.newId()
  const place = { id, client_id: row.id, organisation_id: row.organisation_id, region: row.region, reserved_at: null }
  const open = { ended_at: null, destination: null, follower: null, sealed_discharge: null }
  await insertStay(tx, { ...place, ...begun, ...open })
  await openStayWork(tx, deps, row, id, warnOn)
  return { stay: id, ages: [] }
}

/** On the worker's list on the day from which the end of the stay is near. */
async function openStayWork(tx: Source, deps: CommandDeps, row: ClientRow, stay: string, warnOn: string) {
  const { region, district, organisation_id, case_id } = row
  const owner = { organisation_id, owner_role: 'centre', owner_id: null }
  const due = endOfDay(Temporal.PlainDate.from(warnOn), deps.calendar.zone)
  const item = { kind: 'stay', source_id: stay, case_id, region, district, ...owner, code: row.id } as const
  await openWorkItem(tx, { ...item, unit: 'cd', opened_at: toStamp(deps.now), due_at: toStamp(due) })
}

async function takePlaces(
  tx: Source,
  deps: CommandDeps,
  row: ClientRow,
  stay_id: string,
  coming: readonly Coming[],
): Promise<void> {
  const provider = await findProvider(tx, row.organisation_id)
  if (!provider) throw new Refusal({ code: 'unknown_organisation', at: 'people' })
  const { board } = await readBedsOf(tx, provider)
  const need = placesFor(countParty(coming.map(one => one.group)))
  const faults = [...findTermFaults(termsOf(provider), todayOf(deps)), ...findMissingPlaces(board, need)]
  if (faults.length > 0) throw new Refusal(...faults)
  const place = { stay_id, organisation_id: row.organisation_id, region: row.region }
  const came = { came_at: toStamp(deps.now), left_at: null }
  await insertStayPeople(
    tx,
    coming.map(one => ({ id: deps.newId(), client_person_id: one.id, age_group: one.group, ...place, ...came })),
  )
}
