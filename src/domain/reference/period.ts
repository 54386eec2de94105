import type { Fault } from '../fault.ts'
import type { Period } from './entry.ts'

type Coded = Period & { readonly code: string; readonly revision: number }

/** The latest revision of every first day, in the order of codes and days. */
export function latestRevisions<T extends Coded>(rows: readonly T[]): T[] {
  const latest = new Map<string, T>()
  for (const row of rows) {
    const key = `${row.code} ${row.validFromOn}`
    if ((latest.get(key)?.revision ?? 0) < row.revision) latest.set(key, row)
  }
  return [...latest].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}

/** What is in force on this day, one row a code. */
export function inForceOn<T extends Coded>(rows: readonly T[], on: string): T[] {
  const begun = new Map<string, T>()
  for (const row of latestRevisions(rows)) if (row.validFromOn <= on) begun.set(row.code, row)
  return [...begun.values()].filter(row => row.validToOn === null || row.validToOn >= on)
}

export function findInForce<T extends Coded>(rows: readonly T[], code: string, on: string): T | undefined {
  return inForceOn(
    rows.filter(row => row.code === code),
    on,
  )[0]
}

/**
 * Faults of a new period among the rows of its code. A new row begins after all others and leaves no day without one;
 * a correction takes the first day of a row that is there, and its end must still meet the next row.
 */
export function checkPeriod(rows: readonly Coded[], next: Period, correction: boolean): Fault[] {
  if (next.validToOn !== null && next.validToOn < next.validFromOn) return [faultAt('period_reversed', 'valid_to_on')]
  const all = latestRevisions(rows)
  return correction ? checkCorrection(all, next) : checkSuccessor(all.at(-1), next)
}

function checkSuccessor(last: Coded | undefined, next: Period): Fault[] {
  if (!last) return []
  const held = last.validToOn ?? last.validFromOn
  if (next.validFromOn <= held) return [faultAt('period_overlaps', 'valid_from_on', held)]
  if (last.validToOn === null || next.validFromOn === dayAfter(last.validToOn)) return []
  return [faultAt('period_gap', 'valid_from_on', dayAfter(last.validToOn))]
}

function checkCorrection(all: readonly Coded[], next: Period): Fault[] {
  const at = all.findIndex(row => row.validFromOn === next.validFromOn)
  if (at < 0) return [faultAt('nothing_to_correct', 'valid_from_on')]
  const following = all[at + 1]
  if (!following || next.validToOn === null) return []
  if (next.validToOn >= following.validFromOn) return [faultAt('period_overlaps', 'valid_to_on', following.validFromOn)]
  const gap = dayAfter(next.validToOn) < following.validFromOn
  return gap ? [faultAt('period_gap', 'valid_to_on', following.validFromOn)] : []
}

function dayAfter(on: string): string {
  return Temporal.PlainDate.from(on).add({ days: 1 }).toString()
}

function faultAt(code: string, at: string, on?: string): Fault {
  return { code, at, ...(on === undefined ? {} : { details: { on } }) }
}
