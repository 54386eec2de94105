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

export type Spent = { readonly over: boolean; readonly plannedMinutes: number; readonly seconds: number }

/**
 * Minutes by which the sitting is behind its plan; below zero where it is ahead. An item that is not over has not used
 * less than was planned for it yet: it only counts for what it takes beyond.
 */
export function minutesBehind(items: readonly Spent[]): number {
  const seconds = items.reduce((sum, one) => {
    const beyond = one.seconds - one.plannedMinutes * 60
    return sum + (one.over ? beyond : Math.max(0, beyond))
  }, 0)
  return Math.round(seconds / 60)
}
