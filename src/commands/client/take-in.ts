import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { checkCriteria, intakeCriteria } from '../../domain/referral/intake.ts'
import {
  clientPersonPlace,
  clientPlace,
  insertClientPerson,
  listClientPeople,
  updateClient,
  type ClientIdentity,
} from '../../storage/client-store.ts'
import { insertIntake, intakePlace, type IntakeSheet } from '../../storage/client-work-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'
import { checkIdentity } from './check-identity.ts'

export type NewIntake = {
  readonly id: string
  readonly identity: ClientIdentity
  readonly criteria: readonly string[]
  readonly sheet: IntakeSheet
}

const longestText = 2000

/**
 * The intake with its criteria sheet. What she tells now is the centre's own record: from here on the file stands
 * without the referral. She becomes the first person of it.
 */
export async function takeIn(
  deps: CommandDeps,
  actor: Actor,
  { id, identity, criteria, sheet }: NewIntake,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const row = reached.value
  const told = checkIdentity(identity)
  const texts = checkTexts(sheet, longestText)
  const known = intakeCriteria.filter(code => criteria.includes(code))
  const faults = [...(told.ok ? [] : told.faults), ...(texts.ok ? [] : texts.faults), ...checkCriteria(known)]
  if (!told.ok || !texts.ok || faults.length > 0) return fail(...faults)
  const { keys } = deps.db
  const [intake, person] = [deps.newId(), deps.newId()]
  const name = [told.value.surname, told.value.given_name, told.value.patronymic].filter(part => part !== '').join(' ')
  const own = { name, born_on: told.value.born_on, note: '' }
  const identityText = JSON.stringify(told.value)
  const sealed_identity = await keys.seal(row.key_id, clientPlace(id, 'sealed_identity'), identityText)
  const sealed_sheet = await keys.seal(row.key_id, intakePlace(intake), JSON.stringify(texts.value))
  const sealed_person = await keys.seal(row.key_id, clientPersonPlace(person), JSON.stringify(own))
  const at = toStamp(deps.now)
  return changeClient(deps, actor, row, async (tx, still) => {
    const place = { client_id: id, region: still.region }
    const first_contact_at = still.first_contact_at ?? at
    await settleWorkItem(tx, 'contact', id, at)
    await updateClient(tx, id, { state: 'open', sealed_identity, first_contact_at })
    await insertIntake(tx, { id: intake, ...place, criteria: known, sealed_sheet, taken_at: at, taken_by: actor.id })
    const people = await listClientPeople(tx, id)
    if (people.every(each => each.age_group !== 'adult')) {
      const added = { added_at: at, added_by: actor.id }
      await insertClientPerson(tx, { id: person, ...place, age_group: 'adult', sealed_person, ...added })
    }
    return { action: 'client.taken_in', details: { intake, criteria: known.join() } }
  })
}
