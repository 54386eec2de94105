import { isDate } from '../calendar/date.ts'

/** Whom a place is for: beds are counted by person, never by case (procedure.md section 10). */
export const ageGroups = ['adult', 'child_0_2', 'child_3_6', 'child_7_17'] as const
export type AgeGroup = (typeof ageGroups)[number]

export const placeKinds = ['adult', 'child'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** How many people of each age a referral or a stay is about. */
export type Party = Readonly<Record<AgeGroup, number>>

export const nobody: Readonly<Record<AgeGroup, number>> = { adult: 0, child_0_2: 0, child_3_6: 0, child_7_17: 0 }

/** From kindergarten age, from school age, of full age. */
const [kindergarten, school, fullAge] = [3, 7, 18] as const

/** The group on a local day. A child of unknown age counts as the oldest, whose place every child can take. */
export function ageGroupOf(bornOn: string, today: string): AgeGroup {
  const age = ageOn(bornOn, today)
  if (age === null) return 'child_7_17'
  if (age >= fullAge) return 'adult'
  return age >= school ? 'child_7_17' : age >= kindergarten ? 'child_3_6' : 'child_0_2'
}

/** Full years; a year alone counts from its first day; null for what is no date. */
export function ageOn(bornOn: string, today: string): number | null {
  const born = /^\d{4}$/.test(bornOn) ? `${bornOn}-01-01` : bornOn
  if (!isDate(born)) return null
  return Temporal.PlainDate.from(born).until(Temporal.PlainDate.from(today), { largestUnit: 'years' }).years
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
