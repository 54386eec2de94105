import { editsBetween, foldPatronymic, partsOf, skeletonOf, stemsOf } from './fold-name.ts'
import type { PersonName } from './person.ts'

export type NameLikeness =
  'same_name' | 'names_swapped' | 'similar_name' | 'same_surname' | 'same_given_name' | 'other_name'
export type PatronymicLikeness = 'same_patronymic' | 'similar_patronymic' | 'other_patronymic'

type Degree = 'same' | 'similar' | 'other' | 'absent'

type Folded = {
  readonly surname: readonly string[]
  readonly given: readonly string[]
  /** Without the ending that a surname would have, for a name in the wrong field. */
  readonly givenStems: readonly string[]
  readonly patronymic: string
}

const folded = new WeakMap<PersonName, Folded>()

/** Folded once for as long as the name itself is held: a search compares one name with hundreds. */
function foldOnce(name: PersonName): Folded {
  return folded.getOrInsertComputed(name, ({ surname, given_name, patronymic }) => ({
    surname: stemsOf(surname),
    given: partsOf(given_name),
    givenStems: stemsOf(given_name),
    patronymic: foldPatronymic(patronymic),
  }))
}

/** Compares surname and given name in folded letters; a name missing on one side speaks neither for nor against. */
export function compareNames(one: PersonName, other: PersonName): NameLikeness | null {
  const [own, their] = [foldOnce(one), foldOnce(other)]
  const surname = compareParts(own.surname, their.surname)
  const given = compareParts(own.given, their.given)
  if (surname === 'same' && given === 'same') return 'same_name'
  const crossed = compareCrosswise(own, their)
  if (crossed === 'names_swapped') return crossed
  if (isClose(surname) && isClose(given)) return 'similar_name'
  if (isClose(given)) return 'same_given_name'
  if (isClose(surname)) return 'same_surname'
  return crossed ?? (surname === 'other' || given === 'other' ? 'other_name' : null)
}

/** A missing patronymic is no difference: one is optional. */
export function comparePatronymics(one: PersonName, other: PersonName): PatronymicLikeness | null {
  const [own, their] = [foldOnce(one).patronymic, foldOnce(other).patronymic]
  if (own === '' || their === '') return null
  if (own === their) return 'same_patronymic'
  return areSimilar(own, their) ? 'similar_patronymic' : 'other_patronymic'
}

function isClose(degree: Degree): boolean {
  return degree === 'same' || degree === 'similar'
}

/** Surname and given name in each other's field; of a person of one name that one, in whichever field it stands. */
function compareCrosswise(one: Folded, other: Folded): NameLikeness | null {
  const crossed = [compareParts(one.surname, other.givenStems), compareParts(one.givenStems, other.surname)]
  if (crossed.every(degree => degree === 'same')) return 'names_swapped'
  return crossed.includes('same') && crossed.includes('absent') ? 'same_given_name' : null
}

/** Of a double name one half is enough. */
function compareParts(one: readonly string[], other: readonly string[]): Degree {
  if (one.length === 0 || other.length === 0) return 'absent'
  if (one.some(part => other.includes(part))) return 'same'
  return one.some(part => other.some(each => areSimilar(part, each))) ? 'similar' : 'other'
}

function areSimilar(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length)
  if (shorter >= 4 && skeletonOf(one) === skeletonOf(other)) return true
  const allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0
  return editsBetween(one, other, allowed) <= allowed
}
