import { decide, type Actor, type CaseStanding, type Decision } from './decide.ts'
import { permits } from './roles.ts'
import { scopeOf, type Scope } from './scope.ts'

export type Approval = 'raise.acknowledge' | 'lowering.decide' | 'correction.decide'

/** Whoever has a part in what waits for approval, with the role of today. */
export type Maker = { readonly id: string; readonly role: string }

/**
 * Four eyes (procedure.md §1, §8): a head never approves own work. It waits for another head of the district or for the
 * head's superior, who sees the item and not the case behind it.
 */
export function decideApproval(
  actor: Actor,
  action: Approval,
  one: CaseStanding,
  makers: readonly Maker[],
): Decision | 'own_work' {
  if (actor.role === 'department') return decideForHead(actor, action, one, makers)
  const reach = decide(actor, action, one, 3)
  return reach === 'allowed' && isOwnWork(actor, makers) ? 'own_work' : reach
}

function decideForHead(actor: Actor, action: Approval, one: CaseStanding, makers: readonly Maker[]) {
  if (actor.excluded.includes(one.id)) return 'unreachable'
  if (!permits(actor.role, action)) return 'refused'
  const madeByHead = makers.some(maker => maker.role === 'head')
  return actor.region === one.region && madeByHead ? 'allowed' : 'unreachable'
}

export function isOwnWork(actor: Actor, makers: readonly Pick<Maker, 'id'>[]): boolean {
  return makers.some(maker => maker.id === actor.id)
}

/** Cases in reach, and whether only what a head had a part in is meant. */
export type ApprovalScope = Scope & { readonly ofHeads: boolean }

/** The same as data for lists. */
export function approvalScopeOf(actor: Actor, action: Approval): ApprovalScope {
  const scope = scopeOf(actor, action)
  const superior = actor.role === 'department' && permits(actor.role, action)
  return superior ? { ...scope, categories: null, ofHeads: true } : { ...scope, ofHeads: false }
}
