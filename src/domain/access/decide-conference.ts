import type { Actor, Decision } from './decide.ts'
import { permits, type Permission } from './roles.ts'

/** A sitting as just read: its district, the accounts that speak in it, and those who came to it as chair or vice chair. */
export type SittingStanding = {
  readonly district: string
  readonly speakers: readonly string[]
  readonly presiders: readonly string[]
}

/** An item of a sitting. `readers` names, one by one, who may know of a closed item; null where it is not closed. */
export type ItemStanding = SittingStanding & {
  readonly caseId: string
  readonly open: boolean
  readonly readers: readonly string[] | null
}

/** What one person was asked or told to do in a case: T2 goes no further than to this account. */
export type OwnMatter = { readonly caseId: string; readonly accounts: readonly string[] }

const desk = new Set<string>(['secretary', 'chair'])
const ownDistrict = (actor: Actor, district: string) => actor.district === district

const queueRoles = new Set<string>(['secretary', 'chair', 'akimat'])

/** Whoever knows a case only because it waits for the commission: a closed item closes the whole case to them. */
export function reachesByQueue({ role }: Pick<Actor, 'role'>): boolean {
  return queueRoles.has(role)
}

/**
 * The desk reaches the sittings of its own district, everybody else those in which they speak; the minutes of one only
 * who came to it as chair or vice chair.
 */
export function decideSitting(actor: Actor, action: Permission, sitting: SittingStanding): Decision {
  if (!permits(actor.role, action)) return 'refused'
  if (desk.has(actor.role)) return ownDistrict(actor, sitting.district) ? 'allowed' : 'unreachable'
  const own = action === 'minutes.approve' ? sitting.presiders : sitting.speakers
  return own.includes(actor.id) ? 'allowed' : 'unreachable'
}

/**
 * Exclusion comes first and leaves no trace; then the named readers of a closed item; members reach an item only while
 * it is open (contract.md, «Who sees which tier»), who may sign for the chair also for its minutes.
 */
export function decideItem(actor: Actor, action: Permission, item: ItemStanding): Decision {
  if (actor.excluded.includes(item.caseId)) return 'unreachable'
  const sitting = decideSitting(actor, action, item)
  if (sitting !== 'allowed') return sitting
  if (item.readers !== null && !item.readers.includes(actor.id)) return 'unreachable'
  return desk.has(actor.role) || item.open || action === 'minutes.approve' ? 'allowed' : 'unreachable'
}

/** A member opens the agenda that they took themselves: each is made for its reader. */
export function decideCopy(actor: Actor, copy: { readonly kind: string; readonly takenBy: string }): Decision {
  if (desk.has(actor.role) || copy.kind !== 'agenda') return 'allowed'
  return copy.takenBy === actor.id ? 'allowed' : 'unreachable'
}

/** A research request or an instruction: only the accounts that it is addressed to. */
export function decideOwnMatter(actor: Actor, action: Permission, matter: OwnMatter): Decision {
  if (actor.excluded.includes(matter.caseId)) return 'unreachable'
  if (!permits(actor.role, action)) return 'refused'
  return matter.accounts.includes(actor.id) ? 'allowed' : 'unreachable'
}

/** The plain data that lists of one's own requests and instructions take first; no account, no rows. */
export type OwnScope = { readonly account: string | null; readonly excluded: readonly string[] }

export function ownScopeOf(actor: Actor, action: Permission): OwnScope {
  return { account: permits(actor.role, action) ? actor.id : null, excluded: actor.excluded }
}
