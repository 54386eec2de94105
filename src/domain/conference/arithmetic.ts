import { countReturns, type Returns } from './research.ts'

export type HeardItem = { readonly kind: 'new' | 'repeat'; readonly track: string; readonly seconds: number }
export type Attended = { readonly agency: string; readonly came: boolean }

export type Arithmetic = {
  readonly heard: number
  readonly repeats: number
  readonly consent: number
  /** Of the items that were discussed; null while there is none. */
  readonly averageMinutes: number | null
  readonly research: Returns
  /** Seats attended and expected, by agency, in the order of their first sitting. */
  readonly attendance: readonly { readonly agency: string; readonly attended: number; readonly expected: number }[]
}

/** The figures by which a commission sees itself (marac.md §9, 7–9). */
export function countWork(
  items: readonly HeardItem[],
  research: readonly string[],
  seats: readonly Attended[],
): Arithmetic {
  const discussed = items.filter(one => one.track === 'discussion')
  const seconds = discussed.reduce((sum, one) => sum + one.seconds, 0)
  return {
    heard: items.length,
    repeats: items.filter(one => one.kind === 'repeat').length,
    consent: items.length - discussed.length,
    averageMinutes: discussed.length === 0 ? null : Math.round(seconds / 60 / discussed.length),
    research: countReturns(research),
    attendance: [...Map.groupBy(seats, one => one.agency)].map(([agency, own]) => {
      return { agency, attended: own.filter(one => one.came).length, expected: own.length }
    }),
  }
}

/** Minutes by which the sitting is behind its plan; below zero where it is ahead. */
export function minutesBehind(plannedOfHeard: number, spentSeconds: number): number {
  return Math.round(spentSeconds / 60) - plannedOfHeard
}
