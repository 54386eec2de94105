import type { Actor, Decision } from './decide.ts'
import { permits } from './roles.ts'

/** The receiving district answers a proposal before the case is within its reach. */
export function decideTransfer(
  actor: Actor,
  proposal: { readonly caseId: string; readonly toDistrict: string },
): Decision {
  if (actor.excluded.includes(proposal.caseId)) return 'unreachable'
  if (!permits(actor.role, 'transfer.answer')) return 'refused'
  return actor.district === proposal.toDistrict ? 'allowed' : 'unreachable'
}
