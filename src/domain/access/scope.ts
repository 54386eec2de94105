import type { Actor } from './decide.ts'
import { permits, type Permission } from './roles.ts'

/**
 * The plain data that every list, count, search and export takes first. An empty list of districts and regions means
 * nothing at all, never everything.
 */
export type Scope = {
  readonly districts: readonly string[]
  /** Whole regions, besides the districts. */
  readonly regions: readonly string[]
  /** Only these categories; null for all. */
  readonly categories: readonly string[] | null
  /** Only cases that stand before the commission. */
  readonly listedOnly: boolean
  /** Only cases that are closed to their own people. */
  readonly closedOnly?: boolean
  readonly excluded: readonly string[]
}

const nothing: Omit<Scope, 'excluded'> = { districts: [], regions: [], categories: null, listedOnly: false }

/** How far the actor's lists reach for this action. */
export function scopeOf(actor: Actor, action: Permission): Scope {
  const excluded = actor.excluded
  if (!permits(actor.role, action)) return { ...nothing, excluded }
  const districts = actor.district === null ? [] : [actor.district]
  switch (actor.role) {
    case 'inspector':
    case 'head':
      return { ...nothing, districts, excluded }
    case 'secretary':
    case 'chair':
    case 'akimat':
      return { ...nothing, districts, listedOnly: true, excluded }
    case 'department':
    case 'duty':
      return { ...nothing, regions: [actor.region], categories: ['extreme'], excluded }
    case 'reviewer':
      return { ...nothing, regions: [actor.region], closedOnly: true, excluded }
    default:
      return { ...nothing, excluded }
  }
}
