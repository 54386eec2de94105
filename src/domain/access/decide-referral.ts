import type { Actor, Decision } from './decide.ts'
import { permits, type Permission, type Tier } from './roles.ts'

/** What a decision looks at in a referral, as just read. */
export type ReferralStanding = {
  readonly caseId: string | null
  readonly region: string
  readonly district: string
  readonly from: string
  readonly to: string
  /** Whether it lives and she, or an override, still lets it be shared. */
  readonly shared: boolean
}

/**
 * Up to which tier a referral is shown. The receiver sees what was shared while it is shared, afterwards that it was;
 * the sender what it sent; the police of the case theirs; the akimat of the district number, state and clock.
 */
export function referralTier(actor: Actor, one: ReferralStanding): Tier | null {
  if (one.caseId !== null && actor.excluded.includes(one.caseId)) return null
  if (one.to === actor.organisation) return one.shared ? 3 : 1
  const police = actor.role === 'inspector' || actor.role === 'head'
  if (police) return one.caseId !== null && actor.district === one.district ? 3 : null
  if (one.from === actor.organisation) return isHelper(actor) ? 3 : 2
  return actor.role === 'akimat' && actor.district === one.district ? 1 : null
}

export function decideReferral(actor: Actor, action: Permission, one: ReferralStanding, tier: Tier): Decision {
  const most = referralTier(actor, one)
  if (most === null && one.caseId !== null && actor.excluded.includes(one.caseId)) return 'unreachable'
  if (!permits(actor.role, action)) return 'refused'
  if (most === null) return 'unreachable'
  return tier <= most ? 'allowed' : 'refused'
}

/** The plain data for lists of referrals; an empty reach matches nothing. */
export type ReferralScope = {
  readonly organisation: string | null
  /** Districts whose referrals are in reach, besides the own organisation's. */
  readonly districts: readonly string[]
  /** In the districts only those of a case: what a centre began itself stays with it. */
  readonly ofCases: boolean
  readonly excluded: readonly string[]
}

export function referralScopeOf(actor: Actor, action: Permission): ReferralScope {
  const { excluded, organisation, district } = actor
  if (!permits(actor.role, action)) return { organisation: null, districts: [], ofCases: true, excluded }
  const own = district === null ? [] : [district]
  const police = actor.role === 'inspector' || actor.role === 'head'
  const districts = police || actor.role === 'akimat' ? own : []
  return { organisation, districts, ofCases: police, excluded }
}

function isHelper({ role }: Actor): boolean {
  return role === 'centre' || role === 'centre_supervisor'
}
