import type { Actor, Decision } from './decide.ts'
import { permits } from './roles.ts'

export type ProposedCase = {
  readonly caseId: string
  readonly toDistrict: string
  /** Whether the actor sits today at the desk on which the answer lies. */
  readonly atDesk: boolean
}

/**
 * The receiving unit answers a proposal before the case is within its reach: its head, or whoever the head has named or
 * who stands in (decision 010).
 */
export function decideTransfer(actor: Actor, { caseId, toDistrict, atDesk }: ProposedCase): Decision {
  if (actor.excluded.includes(caseId)) return 'unreachable'
  if (!permits(actor.role, 'transfer.answer')) return 'refused'
  const answers = actor.district === toDistrict && (actor.role === 'head' || atDesk)
  return answers ? 'allowed' : 'unreachable'
}
