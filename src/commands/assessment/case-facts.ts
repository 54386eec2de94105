import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import { visibleItems } from '../../domain/questionnaire/answer.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { isOverrideInForce } from '../../domain/case/consent.ts'
import { isInForce } from '../../domain/order/order-term.ts'
import { findCase } from '../../storage/case-store.ts'
import { listOverrides, overridesOf } from '../../storage/consent-store.ts'
import { listCaseOrders, orderOf } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { factsOfPair } from '../case/pair-facts.ts'
import { orderRuleOf } from '../order/order-rule.ts'

const open = new Set<unknown>(['unknown', 'refused'])

/** What the program itself knows of a case that is being opened: its first incident, no order, no sitting, no override. */
export function factsOfNewCase(bank: Bank, answers: Answers): Facts {
  return {
    incidents_12_months: 1,
    order_in_force: false,
    order_issued: false,
    after_sitting: false,
    consent_override: false,
    repeat_within_window: false,
    record_unknown: hasUnknownRecords(bank, answers),
  }
}

export type KnownCase = {
  readonly caseId: string
  readonly procedure: Procedure
  /** Whether an incident is being told that is not among those of the case yet. */
  readonly newIncident: boolean
}

/** The same of a case that is assessed again: its incidents of the last 12 months, and whether the pair comes back. */
export async function factsOfKnownCase(
  deps: CommandDeps,
  db: Source,
  { caseId, procedure, newIncident }: KnownCase,
  facts: Facts,
): Promise<Facts> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) throw new Error(`case ${caseId} is gone`)
  const pair = await factsOfPair(deps, db, one, { procedure, newAt: newIncident ? deps.now : null })
  const overrides = overridesOf(await listOverrides(db, caseId))
  const consent_override = overrides.some(override => isOverrideInForce(override, deps.now))
  return { ...facts, ...pair, ...(await factsOfOrders(deps, db, caseId)), consent_override }
}

/** Whether a protective order was ever issued in the case, and whether one or special requirements bind now. */
export async function factsOfOrders(deps: CommandDeps, db: Source, caseId: string): Promise<Facts> {
  const orders = (await listCaseOrders(db, caseId)).map(orderOf)
  const binding = orders.filter(({ kind }) => kind === 'protective_order' || kind === 'special_requirements')
  const binds = binding.some(one => isInForce(one, orderRuleOf(deps, one.kind).terms, deps.now, deps.calendar.zone))
  return { order_issued: orders.some(({ kind }) => kind === 'protective_order'), order_in_force: binds }
}

function hasUnknownRecords(bank: Bank, answers: Answers): boolean {
  const fromRecords = visibleItems(bank, answers).filter(item => item.from_records === true)
  return fromRecords.some(item => answers[item.code] === undefined || open.has(answers[item.code]?.value))
}
