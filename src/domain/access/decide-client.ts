import type { Actor, Decision } from './decide.ts'
import { permits, type Permission } from './roles.ts'

/** Whose file it is: the organisation that works with her. */
export type ClientStanding = {
  readonly organisation: string
  readonly region: string
  readonly district: string
}

/** A centre's file is its own: no other agency reaches it, whatever the case. */
export function decideClient(actor: Actor, action: Permission, one: ClientStanding): Decision {
  if (!permits(actor.role, action)) return 'refused'
  return actor.organisation === one.organisation ? 'allowed' : 'unreachable'
}

/** Who coordinates help in a district sees of its organisations what stands at tier 1: counts, numbers, clocks. */
export function coordinates(actor: Actor, action: Permission, one: Omit<ClientStanding, 'organisation'>): boolean {
  if (actor.role !== 'akimat' || !permits(actor.role, action)) return false
  return actor.region === one.region
}

/** `left`: the organisation works no longer. Then who coordinates help in the region hands its files on, unread. */
export function decideHandover(actor: Actor, one: ClientStanding, left: boolean): Decision {
  if (!permits(actor.role, 'client.reassign')) return decideClient(actor, 'client.hand_over', one)
  return coordinates(actor, 'client.reassign', one) && left ? 'allowed' : 'unreachable'
}

/** Where a shelter stands is told to the people named for it, one by one, and to no role of a police area. */
export function decideShelter(
  actor: Actor,
  one: Omit<ClientStanding, 'district'>,
  readers: readonly string[],
): Decision {
  if (!permits(actor.role, 'shelter.view')) return 'refused'
  if (actor.region !== one.region) return 'unreachable'
  return readers.includes(actor.id) ? 'allowed' : 'refused'
}

/** The plain data for lists of files and counts of beds. */
export type ProviderScope = { readonly organisation: string | null; readonly regions: readonly string[] }

/** Own files for those who work with them, the organisations of the region for those who refer to them. */
export function providerScopeOf(actor: Actor, action: Permission): ProviderScope {
  if (!permits(actor.role, action)) return { organisation: null, regions: [] }
  const helper = actor.role === 'centre' || actor.role === 'centre_supervisor'
  const ofRegion = !helper || action === 'bed.view'
  return { organisation: helper && !ofRegion ? actor.organisation : null, regions: ofRegion ? [actor.region] : [] }
}
