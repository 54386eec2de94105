import type { Actor } from '../../domain/access/decide.ts'
import { rankCandidates, type Candidate, type Likeness } from '../../domain/person/compare-people.ts'
import { joinProfiles, type Profile } from '../../domain/person/person.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import { listPoliceUnits, type OrganisationRow } from '../../storage/organisation-store.ts'
import { findDecisions } from '../../storage/person-decision-store.ts'
import { openShownProfiles, searchPeople, type FoundPerson } from '../../storage/person-search.ts'
import { findStandingPerson } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { reachPerson, type ReachedPerson } from './reach-person.ts'

/** How many candidates a page shows. */
const mostShown = 8

export type Match = {
  /** The record that stands for the person. */
  readonly id: string
  readonly reasons: readonly Likeness[]
  readonly warns: boolean
  /** Null when the person is like this only by what another district knows: then only the districts may be shown. */
  readonly person: Pick<FoundPerson, 'identity'> | null
  readonly districts: readonly string[]
  /** Another district knows the person too: its head must agree to a merge. */
  readonly crosses: boolean
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
  for (const candidate of candidates) {
    if (matches.size === mostShown) break
    const { row } = candidate.of
    const id = ((await findStandingPerson(deps.db.read, row.id)) ?? row).id
    if (besides.includes(id) || decided.get(id) === 'different' || matches.has(id)) continue
    const match = await matchOf(deps, actor, wanted, candidate)
    if (match) matches.set(id, { id, ...match })
  }
  return { ranked, matches: [...matches.values()] }
}

type Deps = Pick<CommandDeps, 'db' | 'now'>
type Shown = Omit<Match, 'id'>

async function matchOf(
  deps: Deps,
  actor: Actor,
  wanted: Profile,
  { of, reasons, warns }: Candidate<FoundPerson>,
): Promise<Shown | null> {
  const asked = { id: of.row.id, action: 'person.view', tier: 2 } as const
  const reached = await reachPerson(deps, deps.db.read, actor, asked)
  if (reached.ok) return matchWithin(deps, wanted, reached.value, { reasons, warns })
  const elsewhere = await listCasesOfPeople(deps.db.read, [of.row.id], toStamp(deps.now))
  const open = elsewhere.filter(one => !actor.excluded.includes(one.id))
  return { reasons, warns, ...(await onlyDistricts(deps, districtsOf(open))) }
}

/** Shown by name when what the actor may know is like it; else like somebody of the other districts that know them. */
async function matchWithin(
  deps: Deps,
  wanted: Profile,
  { shown, reach, cases, elsewhere }: ReachedPerson,
  whole: Pick<Match, 'reasons' | 'warns'>,
): Promise<Shown | null> {
  const known = await openShownProfiles(deps.db, reach, shown)
  const [person] = known
  const profiles = known.map(one => one.profile)
  const crosses = elsewhere.length > 0
  const [like] = rankCandidates(wanted, profiles.length > 0 ? [[person, profiles.reduce(joinProfiles)]] : [])
  if (person && like) {
    const { reasons } = like
    const warns = like.warns || whole.warns
    const own = { districts: districtsOf(cases), caseNumbers: cases.map(one => one.number) }
    return { reasons, warns, person, ...own, crosses, contacts: [] }
  }
  return crosses ? { ...whole, ...(await onlyDistricts(deps, elsewhere)) } : null
}

/** Of somebody whom another district knows: where, and whom to call there. */
async function onlyDistricts({ db }: Deps, districts: readonly string[]) {
  const contacts = await listPoliceUnits(db.read, districts)
  return { person: null, districts, contacts, crosses: true, caseNumbers: [] }
}

function districtsOf(cases: readonly { readonly district: string }[]): string[] {
  return [...new Set(cases.map(one => one.district))]
}
