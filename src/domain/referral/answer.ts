import type { Fault } from '../fault.ts'
import type { CentreRules } from './referral-clock.ts'

export type Refusal = {
  readonly reason: string
  readonly explanation: string
  /** Another organisation, by its id; empty where the explanation says where she can go. */
  readonly proposed: string
}

/** A refusal needs a reason of the procedure's list and a proposal where to go; «other» needs words. */
export function checkRefusal(rules: CentreRules, { reason, explanation, proposed }: Refusal): Fault[] {
  const faults: Fault[] = []
  if (!rules.refusal_reasons.some(each => each.code === reason))
    faults.push({ code: 'refusal_reason_missing', at: 'reason' })
  if (proposed === '' && explanation === '') faults.push({ code: 'proposal_missing', at: 'proposed' })
  if (reason === 'other' && explanation === '') faults.push({ code: 'explanation_missing', at: 'explanation' })
  return faults
}
