import type { Actor } from '../../domain/access/decide.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import { serviceCodes } from '../../domain/referral/intake.ts'
import { listClientPeople } from '../../storage/client-store.ts'
import { insertService, servicePlace } from '../../storage/client-work-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'

export type NewService = {
  readonly id: string
  readonly personId: string
  readonly code: string
  readonly givenOn: string
  readonly note: string
}

const longestNote = 2000

/** A service given to one person of the file, a child as much as her. */
export async function recordService(
  deps: CommandDeps,
  actor: Actor,
  { id, personId, code, givenOn, ...told }: NewService,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const people = await listClientPeople(deps.db.read, id)
  const texts = checkTexts({ note: told.note }, longestNote)
  const faults: Fault[] = [...(texts.ok ? [] : texts.faults)]
  if (!people.some(one => one.id === personId)) faults.push({ code: 'required', at: 'person' })
  if (!serviceCodes.some(each => each === code)) faults.push({ code: 'required', at: 'code' })
  if (!isDate(givenOn)) faults.push({ code: 'invalid_date', at: 'given_on' })
  else if (givenOn > todayOf(deps)) faults.push({ code: 'in_future', at: 'given_on' })
  if (!texts.ok || faults.length > 0) return fail(...faults)
  const service = deps.newId()
  const sealed_note = await deps.db.keys.seal(reached.value.key_id, servicePlace(service), texts.value.note)
  const given = { client_person_id: personId, code, given_on: givenOn, sealed_note }
  const by = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
  return changeClient(deps, actor, reached.value, async (tx, { region }) => {
    await insertService(tx, { id: service, client_id: id, region, ...given, ...by })
    return { action: 'service.recorded', details: { service, code } }
  })
}
