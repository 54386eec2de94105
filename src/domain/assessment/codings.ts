import type { Fault } from '../fault.ts'
import type { Codings, Contribution } from './score-result.ts'

type Coded = { readonly code: string; readonly points?: number }
type Band = { readonly code: string; readonly min: number; readonly max: number }

export function isPresent(codings: Codings, item: string): boolean {
  return codings.get(item) === 'yes'
}

export function missingOf(items: readonly Coded[], codings: Codings): string[] {
  return items.map(item => item.code).filter(code => isMissing(codings, code))
}

export function isMissing(codings: Codings, item: string): boolean {
  const coding = codings.get(item)
  return coding !== 'yes' && coding !== 'no'
}

/** The present items with their points, one each where the instrument only counts. */
export function contributionsOf(items: readonly Coded[], codings: Codings): Contribution[] {
  return items
    .filter(item => isPresent(codings, item.code))
    .map(item => ({ item: item.code, answer: 'yes', points: item.points ?? 1 }))
}

export function sumOf(contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, each) => sum + each.points, 0)
}

/** Lowest and highest raw score that the missing items leave open. */
export function boundsOf(items: readonly Coded[], codings: Codings, raw: number): [number, number] {
  let lowest = raw
  let highest = raw
  for (const item of items) {
    if (!isMissing(codings, item.code)) continue
    const points = item.points ?? 1
    if (points < 0) lowest += points
    else highest += points
  }
  return [lowest, highest]
}

export function bandOf<B extends Band>(bands: readonly B[], score: number): B {
  const found = bands.find(band => score >= band.min && score <= band.max)
  if (!found) throw new RangeError(`no band holds the score ${score}`)
  return found
}

export function contradictionsOf(pairs: readonly (readonly [string, string])[], codings: Codings): Fault[] {
  return pairs
    .filter(([one, other]) => isPresent(codings, one) && isPresent(codings, other))
    .map(([one, other]) => ({ code: 'contradiction', at: one, details: { with: other } }))
}
