/**
 * The middle of what the rounds gave. Contenders take turns, so that what else the machine does meets them alike, and a
 * ratio is taken within its round.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How often the first goes into the second, round by round. */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
}

export function round(value: number, digits = 3): number {
  return Number(value.toPrecision(digits))
}
