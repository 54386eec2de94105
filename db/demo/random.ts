export type Random = {
  next(): number
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  chance(p: number): boolean
}

/** Mulberry32: the same numbers for the same seed on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: from => pick(from, below), chance: p => next() < p }
}

function pick<T>(from: readonly T[], below: (limit: number) => number): T {
  if (from.length === 0) throw new Error('nothing to pick from')
  return from[below(from.length)] as T
}
