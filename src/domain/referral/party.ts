import { isDate } from '../calendar/date.ts'
import type { Procedure } from '../questionnaire/procedure.ts'

/** Whom a place is for: beds are counted by person, never by case (procedure.md section 10). */
export const ageGroups = ['adult', 'child_0_2', 'child_3_6', 'child_7_17'] as const
export type AgeGroup = (typeof ageGroups)[number]

export const placeKinds = ['adult', 'child'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** How many people of each age a referral or a stay is about. */
export type Party = Readonly<Record<AgeGroup, number>>

export const nobody: Readonly<Record<AgeGroup, number>> = { adult: 0, child_0_2: 0, child_3_6: 0, child_7_17: 0 }

export type AgeBounds = Procedure['crisis_centre']['ages']

/** By the Civil Code, whatever a procedure says. */
const fullAge = 18

/**
 * The group on a local day; the bounds are the procedure's, the codes are named after the usual ones. A child of unknown age counts as the oldest, whose place every child can
 * take.
 */
export function ageGroupOf(bornOn: string, today: string, ages: AgeBounds): AgeGroup {
  const age = ageOn(bornOn, today)
  if (age === null) return 'child_7_17'
  if (age >= fullAge) return 'adult'
  return age >= ages.school_from ? 'child_7_17' : age >= ages.kindergarten_from ? 'child_3_6' : 'child_0_2'
}

/** Full years; a year alone counts from its first day; null for what is no date. */
export function ageOn(bornOn: string, today: string): number | null {
  const born = /^\d{4}$/.test(bornOn) ? `${bornOn}-01-01` : bornOn
  if (!isDate(born)) return null
  return Temporal.PlainDate.from(born).until(Temporal.PlainDate.from(today), { largestUnit: 'years' }).years
}

/** From some age on a centre of another profile is asked for: retirement age differs by sex and year. */
export function isElderly(bornOn: string, today: string, { elderly_from: from }: AgeBounds): boolean {
  const age = ageOn(bornOn, today)
  return age !== null && age >= from
}

/** From which to which age a group of children counts: of the youngest the first age that it no longer holds. */
export function spanOf(group: AgeGroup, ages: AgeBounds): { readonly from: number; readonly to: number } {
  const [kindergarten, school] = [ages.kindergarten_from, ages.school_from]
  if (group === 'child_0_2') return { from: 0, to: kindergarten }
  if (group === 'child_3_6') return { from: kindergarten, to: school - 1 }
  return { from: school, to: fullAge - 1 }
}

export function placeOf(group: AgeGroup): PlaceKind {
  return group === 'adult' ? 'adult' : 'child'
}

export function countParty(groups: readonly AgeGroup[]): Party {
  const party: Record<AgeGroup, number> = { ...nobody }
  for (const group of groups) party[group] += 1
  return party
}

/** Places that these people need. */
export function placesFor(party: Party): Readonly<Record<PlaceKind, number>> {
  return { adult: party.adult, child: party.child_0_2 + party.child_3_6 + party.child_7_17 }
}
