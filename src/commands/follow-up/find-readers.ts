import { readersOf, type Roster } from '../../domain/follow-up/readers.ts'
import { findAccount } from '../../storage/account-store.ts'
import { loadActor } from '../../storage/own-person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import type { WorkItemRow } from '../../storage/work-item-store.ts'

/** By account: the cases that are closed to it, each account asked for once. */
export type ClosedCases = Map<string, readonly string[]>

type Item = Pick<WorkItemRow, 'case_id' | 'region' | 'district'>

/**
 * Who is told of an item at a desk. To whom its case is closed, as an own person or by a declared conflict, is passed
 * over, and the next in line is told instead.
 */
export async function findReaders(
  tx: Source,
  desk: string,
  item: Item,
  roster: Roster,
  closed: ClosedCases,
): Promise<string[]> {
  let { people } = roster
  for (;;) {
    const readers = readersOf(desk, item, { ...roster, people })
    const shutOut = new Set<string>()
    for (const id of readers) if (await isShutOut(tx, id, item.case_id, closed)) shutOut.add(id)
    if (shutOut.size === 0) return readers
    people = people.filter(person => !shutOut.has(person.id))
  }
}

async function isShutOut(tx: Source, id: string, caseId: string | null, closed: ClosedCases): Promise<boolean> {
  if (caseId === null) return false
  const known = closed.get(id) ?? (await readClosed(tx, id))
  closed.set(id, known)
  return known.includes(caseId)
}

async function readClosed(tx: Source, id: string): Promise<readonly string[]> {
  const account = await findAccount(tx, id)
  return account ? (await loadActor(tx, account)).excluded : []
}
