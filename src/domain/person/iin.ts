/** Weights of both rounds of the check digit (Government resolution of 11 June 2003 No 565). */
const firstRound = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const secondRound = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
const centuries = [18, 19, 20]
const twelveDigits = /^\d{12}$/

/** What a number says of its bearer. `born_on` and `sex` are empty where it says nothing possible. */
export type ReadIin = {
  readonly checked: boolean
  readonly born_on: string
  readonly sex: '' | 'female' | 'male'
}

export const iinDoubts = ['iin_shape', 'iin_check_digit', 'iin_date', 'iin_birth_date', 'iin_sex'] as const
/** A doubt is a warning: papers with a wrong number exist, and the officer may keep it with a reason. */
export type IinDoubt = (typeof iinDoubts)[number]

/** Null when it has not twelve digits. */
export function readIin(iin: string): ReadIin | null {
  if (!twelveDigits.test(iin)) return null
  const digits = [...iin].map(Number)
  const century = digits[6] ?? 0
  return {
    checked: digits[11] === checkDigitOf(digits),
    born_on: birthDateOf(iin, century),
    sex: century < 1 || century > 6 ? '' : century % 2 === 1 ? 'male' : 'female',
  }
}

/** What does not fit: within the number, and between it and the birth date and sex told. */
export function findIinDoubts(told: {
  readonly iin: string
  readonly born_on: string
  readonly sex: string
}): IinDoubt[] {
  if (told.iin === '') return []
  const read = readIin(told.iin)
  if (read === null) return ['iin_shape']
  const doubts: IinDoubt[] = []
  if (!read.checked) doubts.push('iin_check_digit')
  if (read.born_on === '') doubts.push('iin_date')
  else if (told.born_on !== '' && told.born_on !== read.born_on) doubts.push('iin_birth_date')
  if (told.sex !== '' && read.sex !== told.sex) doubts.push('iin_sex')
  return doubts
}

/** The twelfth digit of these eleven; null for the stems that are never issued. */
export function checkDigitOf(digits: readonly number[]): number | null {
  const rounds = [firstRound, secondRound].map(weights => weigh(digits, weights))
  return rounds.find(rest => rest < 10) ?? null
}

function weigh(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0) % 11
}

function birthDateOf(iin: string, century: number): string {
  const hundreds = centuries[Math.ceil(century / 2) - 1]
  if (hundreds === undefined) return ''
  const [year, month, day] = [`${hundreds}${iin.slice(0, 2)}`, iin.slice(2, 4), iin.slice(4, 6)].map(Number)
  try {
    return Temporal.PlainDate.from(
      { year: year ?? 0, month: month ?? 0, day: day ?? 0 },
      { overflow: 'reject' },
    ).toString()
  } catch {
    return ''
  }
}

/** One digit differs, or two neighbours stand in each other's place. */
export function isOneDigitOut(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  const places = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]))
  const [first = 0, second = 0] = places
  if (places.length === 1) return true
  return places.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first]
}
