import { foldName } from './fold-name.ts'
import { compareNames, comparePatronymics } from './compare-names.ts'
import type { PersonName, Profile } from './person.ts'
import { foldPhone } from './phone.ts'

/**
 * Whether a party of a case is one of the program's own people: by the number, a phone, or the name in any spelling
 * together with the birth date. A namesake's case must stay open; of two spellings a letter apart on the same birth
 * date the case is closed, because a case left open to its own people cannot be closed again.
 */
export function isOwnPerson(own: Profile, party: Profile): boolean {
  if (own.iins.some(iin => party.iins.includes(iin))) return true
  const phones = new Set(own.phones.map(foldPhone).filter(phone => phone !== ''))
  if (party.phones.some(phone => phones.has(foldPhone(phone)))) return true
  const born = own.birthDates.some(date => date.length === 10 && party.birthDates.includes(date))
  return born && own.names.some(name => party.names.some(each => isOneName(name, each)))
}

function isOneName(one: PersonName, other: PersonName): boolean {
  const names = compareNames(one, other)
  if (names === 'same_name' || names === 'names_swapped') return true
  if (names === 'similar_name') return comparePatronymics(one, other) !== 'other_patronymic'
  // Short surnames stand a letter apart in many spellings: Абайев, Abayev.
  return names === 'same_given_name' && consonantsOf(one.surname) === consonantsOf(other.surname)
}

function consonantsOf(name: string): string {
  return foldName(name).replaceAll(/[aeiou ]/g, '')
}
