import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import { isInForce } from '../../domain/order/order-term.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import {
  breachPlace,
  insertBreach,
  listBreaches,
  openBreach,
  orderOf,
  type BreachRow,
} from '../../storage/order-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { factsOfOrders } from '../assessment/case-facts.ts'
import { listCaseIdsOfPair } from '../assessment/standing-case.ts'
import { judgeAnew, settleAnew } from '../assessment/judge-anew.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { Refusal, untilLatest } from '../refusal.ts'
import { changeOrder, reachOrder, type ReachedOrder } from './change-order.ts'
import { orderRuleOf } from './order-rule.ts'

export type NewBreach = { readonly orderId: string; readonly happenedAt: string; readonly account: string }

/** The question of the interview that a breach answers, whatever was said there before. */
export const breachItem = 'order_breached'
/** Only these two are orders whose breach the procedure's rule 9 names. */
const breachable = new Set(['protective_order', 'special_requirements'])
const longestAccount = 4000

/**
 * A breach of an order that was in force: the last assessment is judged again with it, so that the category is high by
 * rule 9, the case is listed, and the next interview is due today.
 */
export async function recordBreach(
  deps: CommandDeps,
  actor: Actor,
  breach: NewBreach,
): Promise<Outcome<{ caseId: string }>> {
  return untilLatest(() => tryOnce(deps, actor, breach))
}

async function tryOnce(
  deps: CommandDeps,
  actor: Actor,
  { orderId, happenedAt, account }: NewBreach,
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachOrder(deps, actor, orderId)
  if (!reached.ok) return reached
  const text = checkTexts({ account }, longestAccount)
  const happened = readLocalMinute(happenedAt, deps.calendar.zone)
  const faults = [...(text.ok ? [] : text.faults), ...faultsOf(deps, reached.value, happened)]
  if (!text.ok || happened === null || faults.length > 0) return fail(...faults)
  if (text.value.account === '') return fail({ code: 'required', at: 'account' })
  const { one } = reached.value
  const id = deps.newId()
  const sealed_account = await deps.db.keys.seal(one.key_id, breachPlace(id), text.value.account)
  const facts = await factsOfOrders(deps, deps.db.read, await listCaseIdsOfPair(deps.db.read, one))
  const answers = { [breachItem]: { value: 'yes', source: 'record' as const } }
  const anew = await judgeAnew(deps, actor, one.id, { facts, answers })
  if (!anew.ok) return anew
  const told = { happened_at: toStamp(happened), recorded_at: toStamp(deps.now), recorded_by: actor.id }
  return changeOrder(deps, actor, reached.value, async (tx, still, row) => {
    const twin = (await listBreaches(tx, still.id)).find(
      each => each.order_id === row.id && each.happened_at === told.happened_at && each.recorded_by === actor.id,
    )
    if (twin) return [await toldAgain(deps, still, twin, text.value.account)]
    await insertBreach(tx, { id, order_id: row.id, case_id: still.id, region: still.region, sealed_account, ...told })
    const entry = { action: 'breach.recorded', subject: `case:${still.id}`, details: { order: row.id, breach: id } }
    return [entry, ...(await settleAnew(tx, deps, still, anew.value))]
  })
}

/** A second tap on the button stores nothing; another account of the same minute must not be lost without a word. */
async function toldAgain(deps: CommandDeps, one: CaseRow, twin: BreachRow, account: string): Promise<AuditEntry> {
  if ((await openBreach(deps.db, one.key_id, twin)) !== account) {
    throw new Refusal({ code: 'breach_known', at: 'happened_at' })
  }
  return { action: 'breach.resubmitted', subject: `case:${one.id}`, details: { breach: twin.id } }
}

function faultsOf(deps: CommandDeps, { row }: ReachedOrder, happened: Temporal.Instant | null): Fault[] {
  if (happened === null) return [{ code: 'invalid_date', at: 'happened_at' }]
  if (Temporal.Instant.compare(happened, deps.now) > 0) return [{ code: 'in_future', at: 'happened_at' }]
  if (!breachable.has(row.kind)) return [{ code: 'order_without_breach', at: 'happened_at' }]
  const order = orderOf(row)
  const bound = isInForce(order, orderRuleOf(deps, order.kind).terms, happened, deps.calendar.zone)
  return bound ? [] : [{ code: 'order_not_in_force', at: 'happened_at' }]
}
