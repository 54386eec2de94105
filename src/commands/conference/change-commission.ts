import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf, updateCommission } from '../../storage/conference-commission.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkRules, type CommissionRules } from './commission-rules.ts'

/** Gives the commission of the actor's district other rules; sittings that are planned keep their time. */
export async function changeCommission(
  deps: CommandDeps,
  actor: Actor,
  rules: CommissionRules,
): Promise<Outcome<{ id: string }>> {
  const { district } = actor
  if (!permits(actor.role, 'commission.manage') || district === null) return refused()
  const faults = checkRules(rules)
  if (faults.length > 0) return fail(...faults)
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const commission = await findCommissionOf(tx, district)
    if (!commission) throw new Refusal({ code: 'commission_missing' })
    const { id } = commission
    await updateCommission(tx, id, rules)
    return { value: succeed({ id }), entries: [{ action: 'commission.changed', subject: `commission:${id}` }] }
  })
}
