import { reachesByQueue } from '../access/decide-conference.ts'
import { isInChain, type ChainMember } from '../access/own-chain.ts'
import { roles } from '../access/roles.ts'
import { readersOf, type Person, type Place, type Roster } from './readers.ts'
import type { CaseSeat } from './work-scope.ts'

/** Why a case is closed to somebody. */
export type Closing = {
  /** The accounts whose own people stand in it. */
  readonly owners: readonly ChainMember[]
  /** The accounts of which a conflict was declared. */
  readonly conflicts: ReadonlySet<string>
  /** Who alone may know of its closed item before the commission of the district; null where none is closed. */
  readonly named: ReadonlySet<string> | null
}

/** A desk at which open work of a closed case lies. */
export type ClosedDesk = Place & { readonly desk: string; readonly caseId: string; readonly closing: Closing }

/** Whether a case of this district is closed to this person; the same that `loadActor` excludes. */
export function isShutOut(person: Person, district: string, { owners, conflicts, named }: Closing): boolean {
  const role = roles.find(each => each === person.role)
  if (!role) return true
  const member = { id: person.id, role, region: person.region, organisation: person.organisation_id }
  if (conflicts.has(person.id) || owners.some(owner => isInChain(member, owner))) return true
  return named !== null && reachesByQueue({ role }) && person.district === district && !named.has(person.id)
}

/** Whoever is to read it: those to whom the case is closed are passed over, and the next in line come in their place. */
export function readersPast({ desk, closing, ...place }: ClosedDesk, roster: Roster): string[] {
  let { people } = roster
  for (;;) {
    const readers = new Set(readersOf(desk, place, { ...roster, people }))
    const shutOut = people.filter(one => readers.has(one.id) && isShutOut(one, place.district, closing))
    if (shutOut.length === 0) return [...readers]
    people = people.filter(one => !shutOut.includes(one))
  }
}

/** The desks of others at which this person sits for single cases, because these are closed to whoever sits there. */
export function standsInForClosed(accountId: string, roster: Roster, desks: readonly ClosedDesk[]): CaseSeat[] {
  const own = desks.filter(each => readersPast(each, roster).includes(accountId))
  const byDesk = Map.groupBy(own, each => each.desk)
  return [...byDesk].map(([desk, each]) => ({ desk, cases: [...new Set(each.map(one => one.caseId))] }))
}
