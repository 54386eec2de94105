import type { Seat } from '../../domain/conference/seat.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { loadActor } from '../../storage/own-person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'

/** By account of a seat: the cases that are closed to it, own people and declared conflicts alike. */
export type Exclusions = ReadonlyMap<string, ReadonlySet<string>>

export async function loadExclusions(db: Source, seats: readonly Seat[]): Promise<Exclusions> {
  const closed = new Map<string, ReadonlySet<string>>()
  for (const id of accountsOf(seats)) {
    const account = await findAccount(db, id)
    if (account) closed.set(id, new Set((await loadActor(db, account)).excluded))
  }
  return closed
}

/** Who may neither be asked about an item nor preside over it: it is closed to them, or they are not named for it. */
export function shutOutOf(item: SittingItem, exclusions: Exclusions, readers: readonly string[]): Set<string> {
  const closed = [...exclusions].filter(([, cases]) => cases.has(item.case_id)).map(([account]) => account)
  const unnamed = item.closed === 1 ? [...exclusions.keys()].filter(account => !readers.includes(account)) : []
  return new Set([...closed, ...unnamed])
}

function accountsOf(seats: readonly Seat[]): Set<string> {
  return new Set(seats.flatMap(seat => [seat.representative, seat.deputy]).filter(account => account !== null))
}
