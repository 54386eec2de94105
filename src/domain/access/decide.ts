import { permits, type Permission, type Role, type Tier } from './roles.ts'

/** Who acts. Built at the edge from the account; `excluded` are the cases closed to this person (own people, conflict). */
export type Actor = {
  readonly id: string
  readonly role: Role
  readonly region: string
  readonly district: string | null
  readonly organisation: string
  readonly excluded: readonly string[]
}

/** What a decision looks at in a case, as just read from its row. */
export type CaseStanding = {
  readonly id: string
  readonly region: string
  readonly district: string
  readonly category: string
  readonly listed: boolean
  /** A party is one of the program's own people: closed to them and to those above them. */
  readonly closed?: boolean
}

/** `unreachable` answers like a case that does not exist; `refused` says that the role lacks it. */
export type Decision = 'allowed' | 'refused' | 'unreachable'

type Reach = { readonly tier: Tier; readonly reaches: (actor: Actor, one: CaseStanding) => boolean }

const ownDistrict = (actor: Actor, one: CaseStanding) => actor.district === one.district
const ownRegionExtreme = (actor: Actor, one: CaseStanding) => actor.region === one.region && one.category === 'extreme'
const listedInOwnDistrict = (actor: Actor, one: CaseStanding) => one.listed && ownDistrict(actor, one)

/** The table «Who sees which tier» of the contract; a role without a row reaches no case. */
const reach: Partial<Record<Role, Reach>> = {
  inspector: { tier: 3, reaches: ownDistrict },
  head: { tier: 3, reaches: ownDistrict },
  department: { tier: 2, reaches: ownRegionExtreme },
  duty: { tier: 2, reaches: ownRegionExtreme },
  secretary: { tier: 2, reaches: listedInOwnDistrict },
  chair: { tier: 2, reaches: listedInOwnDistrict },
  reviewer: { tier: 3, reaches: (actor, one) => one.closed === true && actor.region === one.region },
  akimat: { tier: 1, reaches: listedInOwnDistrict },
}

/** Judges one action on one case at one field tier. Exclusion comes before every other rule and leaves no trace. */
export function decide(actor: Actor, action: Permission, one: CaseStanding, tier: Tier): Decision {
  if (actor.excluded.includes(one.id)) return 'unreachable'
  if (!permits(actor.role, action)) return 'refused'
  const row = reach[actor.role]
  if (!row?.reaches(actor, one)) return 'unreachable'
  return tier <= row.tier ? 'allowed' : 'refused'
}

/** The highest tier of this case that the actor may be shown; null when the case is out of reach. */
export function tierFor(actor: Actor, action: Permission, one: CaseStanding): Tier | null {
  return decide(actor, action, one, 0) === 'allowed' ? (reach[actor.role]?.tier ?? null) : null
}

/** Her wishes and how to reach her safely, without the number: the commission's desk is told them beside its T2. */
export function knowsWishes(actor: Actor, tier: Tier): boolean {
  return tier >= 3 || actor.role === 'secretary' || actor.role === 'chair'
}
