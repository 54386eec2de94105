import { swapDayAndMonth } from './person.ts'

const order = ['same_birth_date', 'day_month_swapped', 'birth_digit', 'same_birth_year', 'other_birth_date'] as const
export type BirthLikeness = (typeof order)[number]

/** The best of all pairs of known dates; null when either side has none. */
export function compareBirthDates(one: readonly string[], other: readonly string[]): BirthLikeness | null {
  const found = new Set(one.flatMap(date => other.map(each => compareDates(date, each))))
  return order.find(likeness => found.has(likeness)) ?? null
}

function compareDates(one: string, other: string): BirthLikeness {
  const whole = one.length === 10 && other.length === 10
  if (whole && one === other) return 'same_birth_date'
  if (whole && swapDayAndMonth(one) === other) return 'day_month_swapped'
  if (whole && [...one].filter((digit, at) => digit !== other[at]).length === 1) return 'birth_digit'
  return one.slice(0, 4) === other.slice(0, 4) ? 'same_birth_year' : 'other_birth_date'
}
