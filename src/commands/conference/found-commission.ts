import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf, insertCommission } from '../../storage/conference-commission.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { contextOf, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkRules, type CommissionRules } from './commission-rules.ts'

export type NewCommission = Pick<CommissionRules, 'name_kk' | 'name_ru' | 'place_kk' | 'place_ru' | 'rhythm'>

/** Founds the commission of the actor's district; minutes per case and quorum begin as the procedure in force has them. */
export async function foundCommission(
  deps: CommandDeps,
  actor: Actor,
  input: NewCommission,
): Promise<Outcome<{ id: string }>> {
  const { district, region } = actor
  if (!permits(actor.role, 'commission.manage') || district === null) return refused()
  const { minutes_of_time: minutes, quorum } = chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
    .commission
  const perCase = {
    opening_minutes: minutes.opening,
    new_case_minutes: minutes.new_case,
    repeat_minutes: minutes.repeat,
  }
  const rules = { ...input, ...perCase, quorum }
  const faults = checkRules(rules)
  if (faults.length > 0) return fail(...faults)
  const id = deps.newId()
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    if (await findCommissionOf(tx, district)) throw new Refusal({ code: 'commission_exists' })
    await insertCommission(tx, { id, region, district, ...rules, created_at: toStamp(deps.now) })
    return { value: succeed({ id }), entries: [{ action: 'commission.founded', subject: `commission:${id}` }] }
  })
}
