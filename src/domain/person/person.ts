export type PersonName = {
  readonly surname: string
  readonly given_name: string
  readonly patronymic: string
}

/** All that is known of one person for recognising them: several names, birth dates, numbers. */
export type Profile = {
  readonly names: readonly PersonName[]
  /** `YYYY-MM-DD`, or `YYYY` when only the year is known. */
  readonly birthDates: readonly string[]
  readonly iins: readonly string[]
  readonly phones: readonly string[]
  readonly sex: string
}

/** The date with day and month in each other's place; null when that is no date or the same one. */
export function swapDayAndMonth(date: string): string | null {
  const [year = '', month = '', day = ''] = date.split('-')
  return day === '' || day === month || Number(day) > 12 ? null : `${year}-${day}-${month}`
}

/** All that is known from both. */
export function joinProfiles(one: Profile, other: Profile): Profile {
  return {
    names: [...one.names, ...other.names],
    birthDates: [...one.birthDates, ...other.birthDates],
    iins: [...one.iins, ...other.iins],
    phones: [...one.phones, ...other.phones],
    sex: one.sex || other.sex,
  }
}
