import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { checkSafetyPlan, type SafetyPlan } from '../../domain/referral/safety-plan.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import { findReferral } from '../../storage/referral-store.ts'
import { insertSafetyPlan, listSafetyPlans, planPlace } from '../../storage/safety-plan-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { isConsented } from '../referral/sharing.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

/** The measure of the procedure that a written plan is the doing of. */
const planMeasure = 'safety_plan'
const longestPart = 2000

export type NewSafetyPlan = {
  readonly id: string
  /** The version that it was written from, 0 for none. */
  readonly from: number
  readonly plan: SafetyPlan
}

/** A new version; the earlier ones stay. Of two who write at once, the second is shown the first one's. */
export async function saveSafetyPlan(
  deps: CommandDeps,
  actor: Actor,
  { id, from, plan }: NewSafetyPlan,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const texts = checkTexts(plan, longestPart)
  const faults = texts.ok ? checkSafetyPlan(texts.value) : texts.faults
  if (!texts.ok || faults.length > 0) return fail(...faults)
  const plan_id = deps.newId()
  const text = JSON.stringify(texts.value)
  const sealed_plan = await deps.db.keys.seal(reached.value.key_id, planPlace(plan_id), text)
  return changeClient(deps, actor, reached.value, async (tx, row) => {
    const last = (await listSafetyPlans(tx, id))[0]?.version ?? 0
    if (last !== from) throw new Refusal({ code: 'changed_meanwhile' })
    const made = { version: last + 1, sealed_plan, made_at: toStamp(deps.now), made_by: actor.id }
    await insertSafetyPlan(tx, { id: plan_id, client_id: id, region: row.region, ...made })
    const others = await closePlanMeasure(tx, deps, actor, row)
    return { action: 'safety_plan.saved', details: { plan: plan_id, version: made.version }, others }
  })
}

/** The police of the case learn that a plan stands, while she lets them; the plan itself stays here. */
async function closePlanMeasure(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  { case_id, referral_id }: ClientRow,
): Promise<AuditEntry[]> {
  const referral = referral_id === null ? null : await findReferral(tx, referral_id)
  if (case_id === null || !referral || !(await isConsented(tx, referral, deps.now))) return []
  const due = (await listCaseMeasures(tx, case_id)).filter(each => each.code === planMeasure && each.state === 'due')
  const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: actor.id }
  for (const { id } of due) await closeMeasure(tx, id, closed)
  return due.map(({ id }) => {
    return { action: 'measure.recorded', subject: `case:${case_id}`, details: { measure: id, state: 'done' } }
  })
}
