import { decide, type Actor, type CaseStanding, type Decision } from './decide.ts'

/** Tier 4 goes by no role: within reach of the case, only who is named for it, one by one, may see where she is. */
export function decideLocation(actor: Actor, one: CaseStanding, readers: readonly string[]): Decision {
  const reach = decide(actor, 'location.view', one, 3)
  if (reach !== 'allowed') return reach
  return readers.includes(actor.id) ? 'allowed' : 'refused'
}
