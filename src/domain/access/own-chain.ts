import type { Actor } from './decide.ts'

export type ChainMember = Pick<Actor, 'id' | 'role' | 'region' | 'organisation'>

const police: ReadonlySet<Actor['role']> = new Set(['inspector', 'head', 'department', 'duty'])
const above: ReadonlySet<Actor['role']> = new Set(['department', 'duty'])

/**
 * Whether a case of the owner's own is closed to this actor: to the owner, and to the chain above. In the police that is
 * the head of the unit and the region's department and duty; elsewhere the whole agency (procedure.md section 6).
 */
export function isInChain(actor: ChainMember, owner: ChainMember): boolean {
  if (actor.id === owner.id) return true
  if (!police.has(owner.role)) return actor.organisation === owner.organisation
  if (above.has(actor.role)) return actor.region === owner.region
  return actor.role === 'head' && actor.organisation === owner.organisation
}
