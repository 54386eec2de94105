import type { ChildAnswer, PersonAnswer } from '../questionnaire/answer-value.ts'
import { foldName, foldPatronymic } from './fold-name.ts'
import type { Profile } from './person.ts'

/** What an interview tells of one person, for recognising them. `phones`: those of the safe contact. */
export function profileOfTold(person: PersonAnswer, phones: readonly string[]): Profile {
  const known = (text: string) => (text === '' ? [] : [text])
  const { surname, given_name, patronymic, born_on, iin, sex } = person
  const names = isNameless(person) ? [] : [{ surname, given_name, patronymic }]
  return { names, birthDates: known(born_on), iins: known(iin), phones, sex }
}

/** An unknown perpetrator, until somebody says who it was. */
export function isNameless({ surname, given_name, patronymic }: Omit<PersonAnswer, 'sex' | 'unknown'>): boolean {
  return `${surname}${given_name}${patronymic}` === ''
}

/** The same identification number, or the same name with the same birth date. */
export function isSamePerson(one: PersonAnswer, other: PersonAnswer): boolean {
  if (one.iin !== '' && one.iin === other.iin) return true
  return one.born_on !== '' && one.born_on === other.born_on && foldWhole(one) === foldWhole(other)
}

function foldWhole({ surname, given_name, patronymic }: PersonAnswer): string {
  return [foldName(surname), foldName(given_name), foldPatronymic(patronymic)].join('|')
}

/**
 * Places of the children who were born no later than every parent whose birth date is known. A stepchild may be older
 * than one of the two.
 */
export function findElderChildren(children: readonly ChildAnswer[], parents: readonly PersonAnswer[]): number[] {
  const births = parents.map(parent => parent.born_on).filter(date => date !== '')
  const isElder = ({ born_on }: ChildAnswer) => born_on !== '' && births.every(birth => born_on <= birth)
  return births.length === 0 ? [] : children.flatMap((child, at) => (isElder(child) ? [at] : []))
}
