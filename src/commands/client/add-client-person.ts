import type { Actor } from '../../domain/access/decide.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import { ageGroupOf } from '../../domain/referral/party.ts'
import { clientPersonPlace, insertClientPerson, type ClientPerson } from '../../storage/client-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { procedureOf } from '../referral/centre-rules.ts'
import { changeClient, reachClient } from './change-client.ts'

const longestText = 1000

/** Adds a child, or another adult who depends on her, with a row of their own. */
export async function addClientPerson(
  deps: CommandDeps,
  actor: Actor,
  { id, ...told }: ClientPerson & { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const texts = checkTexts(told, longestText)
  if (!texts.ok) return texts
  const faults = faultsOf(texts.value, todayOf(deps))
  if (faults.length > 0) return fail(...faults)
  const person = deps.newId()
  const text = JSON.stringify(texts.value)
  const sealed_person = await deps.db.keys.seal(reached.value.key_id, clientPersonPlace(person), text)
  const age_group = ageGroupOf(texts.value.born_on, todayOf(deps), procedureOf(deps).crisis_centre.ages)
  const added = { added_at: toStamp(deps.now), added_by: actor.id }
  return changeClient(deps, actor, reached.value, async (tx, { region }) => {
    await insertClientPerson(tx, { id: person, client_id: id, region, age_group, sealed_person, ...added })
    return { action: 'client_person.added', details: { person, age_group } }
  })
}

function faultsOf({ name, born_on }: ClientPerson, today: string): Fault[] {
  const faults: Fault[] = []
  if (name === '') faults.push({ code: 'required', at: 'name' })
  if (born_on !== '' && !isDate(born_on)) faults.push({ code: 'invalid_date', at: 'born_on' })
  else if (born_on > today) faults.push({ code: 'in_future', at: 'born_on' })
  return faults
}
