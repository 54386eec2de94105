import { editsBetween, foldPatronymic, partsOf, skeletonOf, stemsOf } from './fold-name.ts'
import type { PersonName } from './person.ts'

export type NameLikeness =
  'same_name' | 'names_swapped' | 'similar_name' | 'same_surname' | 'same_given_name' | 'other_name'
export type PatronymicLikeness = 'same_patronymic' | 'similar_patronymic' | 'other_patronymic'

type Degree = 'same' | 'similar' | 'other' | 'absent'

/** Compares surname and given name in folded letters; a name missing on one side speaks neither for nor against. */
export function compareNames(one: PersonName, other: PersonName): NameLikeness | null {
  const surname = compareParts(stemsOf(one.surname), stemsOf(other.surname))
  const given = compareParts(partsOf(one.given_name), partsOf(other.given_name))
  if (surname === 'same' && given === 'same') return 'same_name'
  const crossed = compareCrosswise(one, other)
  if (crossed === 'names_swapped') return crossed
  if (isClose(surname) && isClose(given)) return 'similar_name'
  if (isClose(given)) return 'same_given_name'
  if (isClose(surname)) return 'same_surname'
  return crossed ?? (surname === 'other' || given === 'other' ? 'other_name' : null)
}

/** A missing patronymic is no difference: one is optional. */
export function comparePatronymics(one: PersonName, other: PersonName): PatronymicLikeness | null {
  const [own, their] = [foldPatronymic(one.patronymic), foldPatronymic(other.patronymic)]
  if (own === '' || their === '') return null
  if (own === their) return 'same_patronymic'
  return areSimilar(own, their) ? 'similar_patronymic' : 'other_patronymic'
}

function isClose(degree: Degree): boolean {
  return degree === 'same' || degree === 'similar'
}

/** Surname and given name in each other's field; of a person of one name that one, in whichever field it stands. */
function compareCrosswise(one: PersonName, other: PersonName): NameLikeness | null {
  const crossed = [
    compareParts(stemsOf(one.surname), stemsOf(other.given_name)),
    compareParts(stemsOf(one.given_name), stemsOf(other.surname)),
  ]
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
