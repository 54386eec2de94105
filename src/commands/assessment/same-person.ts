import type { PersonAnswer } from '../../domain/questionnaire/answer.ts'

/** The same identification number, or the same name with the same birth date. */
export function isSamePerson(one: PersonAnswer, other: PersonAnswer): boolean {
  if (one.iin !== '' && one.iin === other.iin) return true
  return one.born_on !== '' && one.born_on === other.born_on && foldName(one) === foldName(other)
}

function foldName({ surname, given_name, patronymic }: PersonAnswer): string {
  const parts = [surname, given_name, patronymic].map(part => part.normalize('NFKC').trim().toLowerCase())
  return parts.join('|')
}
