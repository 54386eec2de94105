import type { Actor, CaseStanding } from './decide.ts'
import type { Permission } from './roles.ts'
import { scopeOf } from './scope.ts'

/** Where a detail of a person was learned, as its row says it. */
export type Origin = { readonly district: string; readonly case_id: string | null }

/** Which details of one person may be shown: the plain data that every list of details takes. */
export type DetailReach = {
  readonly districts: readonly string[]
  /** Those of the person's cases that are within reach. */
  readonly cases: readonly string[]
  readonly excluded: readonly string[]
  /** Some case of the person is closed to the actor: what was learned in no single case may come from it. */
  readonly shutOut: boolean
}

/** How far an actor's reach goes into the details of a person: `reached` of `all` the person's cases. */
export function detailReachOf(
  actor: Actor,
  action: Permission,
  { reached, all }: Readonly<Record<'reached' | 'all', readonly Pick<CaseStanding, 'id'>[]>>,
): DetailReach {
  const { districts, excluded } = scopeOf(actor, action)
  const cases = reached.map(one => one.id)
  return { districts, cases, excluded, shutOut: all.some(one => excluded.includes(one.id)) }
}

/**
 * A detail belongs to the district that learned it, and to the case in which it was told wherever that goes. That two
 * records were found to be one person opens neither to the other's district.
 */
export function coversDetail(reach: DetailReach, origin: Origin): boolean {
  if (origin.case_id === null) return !reach.shutOut && reach.districts.includes(origin.district)
  if (reach.excluded.includes(origin.case_id)) return false
  return reach.cases.includes(origin.case_id) || reach.districts.includes(origin.district)
}
