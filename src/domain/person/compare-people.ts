import { compareBirthDates, type BirthLikeness } from './compare-births.ts'
import { compareNames, comparePatronymics, type NameLikeness, type PatronymicLikeness } from './compare-names.ts'
import { isOneDigitOut } from './iin.ts'
import type { Profile } from './person.ts'
import { foldPhone } from './phone.ts'

type IinLikeness = 'same_iin' | 'iin_one_digit' | 'other_iin'
export type Likeness = IinLikeness | NameLikeness | PatronymicLikeness | BirthLikeness | 'same_phone' | 'other_sex'

/**
 * What each likeness adds. A warning needs two strong ones: a name shared with thousands, or a birth date shared with
 * dozens, is none by itself.
 */
const weights: Readonly<Record<Likeness, number>> = {
  same_iin: 60,
  iin_one_digit: 32,
  other_iin: -25,
  same_name: 30,
  names_swapped: 26,
  similar_name: 22,
  same_surname: 14,
  same_given_name: 10,
  other_name: -10,
  same_patronymic: 12,
  similar_patronymic: 8,
  other_patronymic: -14,
  same_birth_date: 30,
  day_month_swapped: 22,
  birth_digit: 14,
  same_birth_year: 8,
  other_birth_date: -15,
  same_phone: 18,
  other_sex: -12,
}

const warningFrom = 45
const shownFrom = 18

export type Comparison = {
  readonly score: number
  /** Why, the weightiest first; what speaks against it comes last. */
  readonly reasons: readonly Likeness[]
  /** Strong enough that the officer must say whether this is the same person. */
  readonly warns: boolean
}

/** How alike two people are by all their names, dates and numbers. The order of the two does not matter. */
export function comparePeople(one: Profile, other: Profile): Comparison {
  const found = [
    compareIins(one.iins, other.iins),
    ...compareNamesOf(one, other),
    compareBirthDates(one.birthDates, other.birthDates),
    sharesPhone(one, other) ? ('same_phone' as const) : null,
    one.sex !== '' && other.sex !== '' && one.sex !== other.sex ? ('other_sex' as const) : null,
  ]
  const reasons = found.filter(reason => reason !== null).sort((a, b) => weights[b] - weights[a])
  const score = reasons.reduce((sum, reason) => sum + weights[reason], 0)
  return { score, reasons, warns: score >= warningFrom }
}

export type Candidate<T> = Comparison & { readonly of: T }

/** Those worth showing, the likest first. Without a birth date or number there is no rank: every one is a mere namesake. */
export function rankCandidates<T>(wanted: Profile, found: readonly (readonly [T, Profile])[]): Candidate<T>[] {
  const compared = found.map(([of, profile]) => ({ of, ...comparePeople(wanted, profile) }))
  const shown = compared.filter(candidate => candidate.score >= shownFrom)
  return shown.sort((one, other) => other.score - one.score)
}

export function canBeRanked({ birthDates, iins, phones }: Profile): boolean {
  return birthDates.length + iins.length + phones.length > 0
}

function compareIins(one: readonly string[], other: readonly string[]): IinLikeness | null {
  if (one.length === 0 || other.length === 0) return null
  if (one.some(iin => other.includes(iin))) return 'same_iin'
  return one.some(iin => other.some(each => isOneDigitOut(iin, each))) ? 'iin_one_digit' : 'other_iin'
}

function compareNamesOf(one: Profile, other: Profile): (NameLikeness | PatronymicLikeness | null)[] {
  const pairs = one.names.flatMap(name => other.names.map(each => ({ name, each })))
  const compared = pairs.map(({ name, each }) => {
    const reasons = [compareNames(name, each), comparePatronymics(name, each)]
    return { reasons, weight: reasons.reduce((sum, reason) => sum + (reason === null ? 0 : weights[reason]), 0) }
  })
  const best = compared.sort((a, b) => b.weight - a.weight)[0]
  return best?.reasons ?? []
}

function sharesPhone(one: Profile, other: Profile): boolean {
  const own = new Set(one.phones.map(foldPhone).filter(phone => phone !== ''))
  return other.phones.some(phone => own.has(foldPhone(phone)))
}
