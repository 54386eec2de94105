import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { readIin } from '../../domain/person/iin.ts'
import { foldPhone } from '../../domain/person/phone.ts'
import { isOwnPerson } from '../../domain/person/own-person.ts'
import type { Profile } from '../../domain/person/person.ts'
import { checkPastDate } from '../../domain/questionnaire/check-text.ts'
import { findAccount } from '../../storage/account-store.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { change } from '../../storage/change.ts'
import { insertOwnPerson, ownPlace, profileOfOwn, relations, type OwnIdentity } from '../../storage/own-person-store.ts'
import { searchPeople } from '../../storage/person-search.ts'
import { findStandingPerson, listRecords } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, todayOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { linkCase } from './close-own-case.ts'

export type DeclaredPerson = OwnIdentity & { readonly accountId: string; readonly relation: (typeof relations)[number] }

const longestText = 200

/**
 * Notes who the person of an account is, or a relative of theirs. Cases that the register already knows of them are
 * closed in the same transaction.
 */
export async function declareOwnPerson(
  deps: CommandDeps,
  actor: Actor,
  { accountId, relation, ...told }: DeclaredPerson,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'account.manage')) return refused()
  const account = await findAccount(deps.db.read, accountId)
  if (!account) return notFound()
  const checked = checkTexts(told, longestText)
  if (!checked.ok) return checked
  const faults = checkIdentity(checked.value, todayOf(deps))
  if (faults.length > 0) return fail(...faults)
  const key_id = await deps.db.keys.create('person')
  const id = deps.newId()
  const sealed_identity = await deps.db.keys.seal(key_id, ownPlace(id), JSON.stringify(checked.value))
  const place = { id, account_id: account.id, region: account.region, relation, key_id, sealed_identity }
  const profile = profileOfOwn(checked.value)
  return change(deps.db, contextOf(deps, actor, account.region), async tx => {
    const row = { ...place, declared_at: toStamp(deps.now), declared_by: actor.id }
    await insertOwnPerson(tx, deps.db, row, profile)
    const details = { own_person: id, relation }
    const entry = { action: 'own_person.declared', subject: `account:${account.id}`, details }
    return { value: succeed({ id }), entries: [entry, ...(await closeKnown(tx, deps, id, profile, account.region))] }
  })
}

function checkIdentity({ surname, given_name, born_on, iin, phone }: OwnIdentity, today: string): Fault[] {
  const faults: Fault[] = []
  const named = (surname !== '' || given_name !== '') && born_on !== ''
  if (!named && iin === '' && phone === '') faults.push({ code: 'own_person_unknown', at: 'surname' })
  if (iin !== '' && !readIin(iin)?.checked) faults.push({ code: 'invalid_iin', at: 'iin' })
  if (phone !== '' && foldPhone(phone) === '') faults.push({ code: 'invalid_phone', at: 'phone' })
  const date = born_on === '' ? null : checkPastDate(born_on, 'born_on', today)
  return date && !date.ok ? [...faults, ...date.faults] : faults
}

async function closeKnown(tx: Source, deps: CommandDeps, id: string, own: Profile, region: string) {
  const { candidates } = await searchPeople(deps.db, [], own, tx)
  const entries: AuditEntry[] = []
  for (const { of } of candidates.filter(candidate => isOwnPerson(own, candidate.of.profile))) {
    const standing = await findStandingPerson(tx, of.row.id)
    const records = standing ? await listRecords(tx, standing.id) : []
    const ids = records.map(record => record.id)
    for (const one of await listCasesOfPeople(tx, ids, toStamp(deps.now))) {
      entries.push(...(await linkCase(tx, deps, one, id, region)))
    }
  }
  return entries
}
