import type { PersonAnswer } from '../../domain/questionnaire/answer.ts'
import type { SafeContact } from '../../domain/questionnaire/answer-value.ts'
import { indexVersion } from '../../domain/person/index-tokens.ts'
import { joinProfiles, type Profile } from '../../domain/person/person.ts'
import { foldPhone } from '../../domain/person/phone.ts'
import { profileOfTold } from '../../domain/person/told-person.ts'
import type { Database } from '../../storage/database.ts'
import type { DecisionRow } from '../../storage/person-decision-store.ts'
import {
  aliasPlace,
  exceptionPlace,
  phonePlace,
  type AliasRow,
  type IinExceptionRow,
  type Phone,
  type PhoneRow,
} from '../../storage/person-detail-store.ts'
import { buildIndexRows, type IndexRow } from '../../storage/person-index.ts'
import { identityPlace, type PersonRow } from '../../storage/person-store.ts'
import type { DetailOrigin } from './detail-origin.ts'
import type { ResolvedParty } from './resolve-parties.ts'

/** All rows that one party of an interview leaves in the register. */
export type PartyRows = {
  readonly id: string
  /** Null when the person was there before. */
  readonly person: PersonRow | null
  readonly alias: AliasRow | null
  readonly phone: PhoneRow | null
  readonly exception: IinExceptionRow | null
  readonly index: readonly IndexRow[]
  readonly decisions: readonly DecisionRow[]
  readonly iin: string
  /** Who may hold the same number: the officer has said that they are somebody else. */
  readonly notSame: readonly string[]
}

export type PartyInput = {
  readonly newId: () => string
  readonly at: string
  readonly officer: string
  readonly region: string
  readonly origin: DetailOrigin
  readonly told: PersonAnswer
  readonly contact: SafeContact | null
  readonly keyId: string
  /** Absent where nobody was asked: a person new to the register. */
  readonly resolved: ResolvedParty | undefined
}

type Keys = Pick<Database, 'keys'>

export async function buildParty(db: Keys, input: PartyInput): Promise<PartyRows> {
  const { told, contact, resolved } = input
  const known = resolved?.known?.found ?? null
  const before = resolved?.known?.before ?? null
  const id = known?.row.id ?? input.newId()
  const profile = profileOfTold(told, contact?.phone ? [contact.phone] : [])
  return {
    id,
    person: known ? null : await buildPerson(db, input, id),
    alias: before && addsTo(before, told) ? await buildAlias(db, input, id) : null,
    phone: await buildPhone(db, input, id, before),
    exception: await buildException(db, input, id),
    index: buildIndexRows(db, id, known ? joinProfiles(known.profile, profile) : profile),
    decisions: buildDecisions(input, id),
    iin: told.iin,
    notSame: resolved?.notSame ?? [],
  }
}

async function buildPerson({ keys }: Keys, input: PartyInput, id: string): Promise<PersonRow> {
  const { region, origin, officer, at, told, keyId: key_id } = input
  const sealed_identity = await keys.seal(key_id, identityPlace(id), JSON.stringify(told))
  const base = { id, region, ...origin, recorded_by: officer, key_id, sealed_identity, sex: told.sex, created_at: at }
  return { ...base, merged_into: null, indexed: indexVersion }
}

/** Whether what was told now is new: another spelling, birth date or number. */
function addsTo({ names, birthDates, iins }: Profile, told: PersonAnswer): boolean {
  const sameName = names.some(
    name => name.surname === told.surname && name.given_name === told.given_name && name.patronymic === told.patronymic,
  )
  const isNew = (text: string, before: readonly string[]) => text !== '' && !before.includes(text)
  return !sameName || isNew(told.born_on, birthDates) || isNew(told.iin, iins)
}

async function buildAlias({ keys }: Keys, input: PartyInput, person_id: string): Promise<AliasRow> {
  const id = input.newId()
  const { surname, given_name, patronymic, born_on, iin } = input.told
  const text = JSON.stringify({ surname, given_name, patronymic, born_on, iin })
  const sealed_alias = await keys.seal(input.keyId, aliasPlace(id), text)
  return { id, person_id, region: input.region, ...input.origin, kind: 'as_told', sealed_alias, ...addedBy(input) }
}

async function buildPhone({ keys }: Keys, input: PartyInput, person_id: string, known: Profile | null) {
  const { contact, region, origin } = input
  const number = foldPhone(contact?.phone ?? '')
  if (!contact || number === '' || known?.phones.some(phone => foldPhone(phone) === number)) return null
  const id = input.newId()
  const safety = contact.channel === 'call' ? 'safe' : 'unknown'
  const phone: Phone = { number: contact.phone, safety, hours: contact.hours, who_hears: contact.who_hears }
  const sealed_phone = await keys.seal(input.keyId, phonePlace(id), JSON.stringify(phone))
  return { id, person_id, region, ...origin, sealed_phone, ...addedBy(input) }
}

async function buildException({ keys }: Keys, input: PartyInput, person_id: string): Promise<IinExceptionRow | null> {
  const { resolved, region, origin, at, officer } = input
  if (!resolved || resolved.doubts.length === 0) return null
  const id = input.newId()
  const sealed_reason = await keys.seal(input.keyId, exceptionPlace(id), resolved.iinReason)
  const doubts = JSON.stringify(resolved.doubts)
  return { id, person_id, region, ...origin, doubts, sealed_reason, kept_at: at, kept_by: officer }
}

function buildDecisions({ resolved, newId, region, at, officer }: PartyInput, one_id: string): DecisionRow[] {
  const base = { one_id, region, decided_at: at, decided_by: officer }
  const different = (resolved?.notSame ?? []).filter(other_id => other_id !== one_id)
  const same = resolved?.elsewhere ?? null
  return [
    ...different.map(other_id => ({ ...base, id: newId(), other_id, decision: 'different' })),
    ...(same === null ? [] : [{ ...base, id: newId(), other_id: same, decision: 'same' }]),
  ]
}

function addedBy({ at, officer }: PartyInput) {
  return { added_at: at, added_by: officer }
}
