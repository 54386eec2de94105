import type { Actor } from '../../domain/access/decide.ts'
import type { Likeness } from '../../domain/person/compare-people.ts'
import type { Profile } from '../../domain/person/person.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import { listPoliceUnits, type OrganisationRow } from '../../storage/organisation-store.ts'
import { findDecisions } from '../../storage/person-decision-store.ts'
import { searchPeople, type FoundPerson } from '../../storage/person-search.ts'
import { findStandingPerson } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { reachPerson } from './reach-person.ts'

/** How many candidates a page shows. */
const mostShown = 8

export type Match = {
  /** The record that stands for the person. */
  readonly id: string
  readonly reasons: readonly Likeness[]
  readonly warns: boolean
  /** Null when the person belongs to another district: then only the districts may be shown. */
  readonly person: FoundPerson | null
  readonly districts: readonly string[]
  /** Whom to call there, where the person belongs to another district. */
  readonly contacts: readonly OrganisationRow[]
  readonly caseNumbers: readonly string[]
}

export type Matches = { readonly ranked: boolean; readonly matches: readonly Match[] }

/**
 * Whom the register knows that may be this person, the likest first, each person once. `besides`: records of the person
 * that is looked for; those already decided to be somebody else are left out.
 */
export async function findCandidates(
  deps: Pick<CommandDeps, 'db' | 'now'>,
  actor: Actor,
  wanted: Profile,
  besides: readonly string[] = [],
): Promise<Matches> {
  const { ranked, candidates } = await searchPeople(deps.db, actor.excluded, wanted)
  const decided = await findDecisions(deps.db.read, besides)
  const matches = new Map<string, Match>()
  for (const { of, reasons, warns } of candidates) {
    if (matches.size === mostShown) break
    const standing = (await findStandingPerson(deps.db.read, of.row.id)) ?? of.row
    const known = besides.includes(standing.id) || decided.get(standing.id) === 'different'
    if (known || matches.has(standing.id)) continue
    matches.set(standing.id, { id: standing.id, reasons, warns, ...(await placeOf(deps, actor, of)) })
  }
  return { ranked, matches: [...matches.values()] }
}

async function placeOf(deps: Pick<CommandDeps, 'db' | 'now'>, actor: Actor, found: FoundPerson) {
  const wanted = { id: found.row.id, action: 'person.view', tier: 2 } as const
  const reached = await reachPerson(deps, deps.db.read, actor, wanted)
  if (reached.ok) {
    const { cases } = reached.value
    return { person: found, districts: districtsOf(cases), contacts: [], caseNumbers: cases.map(one => one.number) }
  }
  const elsewhere = await listCasesOfPeople(deps.db.read, [found.row.id], toStamp(deps.now))
  const open = elsewhere.filter(one => !actor.excluded.includes(one.id))
  const districts = districtsOf(open)
  return { person: null, districts, contacts: await listPoliceUnits(deps.db.read, districts), caseNumbers: [] }
}

function districtsOf(cases: readonly { readonly district: string }[]): string[] {
  return [...new Set(cases.map(one => one.district))]
}
