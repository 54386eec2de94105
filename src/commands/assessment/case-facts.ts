import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import { visibleItems } from '../../domain/questionnaire/answer.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { isInForce } from '../../domain/order/order-term.ts'
import { wasListedSince } from '../../storage/agenda-store.ts'
import { countIncidentsSince } from '../../storage/case-store.ts'
import { listCaseOrders, orderOf } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
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
  const before = await countIncidentsSince(db, caseId, monthsAgo(deps, 12))
  const since = monthsAgo(deps, procedure.listing.repeat_months)
  const repeats = newIncident && (await wasListedSince(db, caseId, since, toStamp(deps.now)))
  const orders = await factsOfOrders(deps, db, caseId)
  return { ...facts, ...orders, incidents_12_months: before + (newIncident ? 1 : 0), repeat_within_window: repeats }
}

/** Whether a protective order was ever issued in the case, and whether one or special requirements bind now. */
export async function factsOfOrders(deps: CommandDeps, db: Source, caseId: string): Promise<Facts> {
  const orders = (await listCaseOrders(db, caseId)).map(orderOf)
  const binding = orders.filter(({ kind }) => kind === 'protective_order' || kind === 'special_requirements')
  const binds = binding.some(one => isInForce(one, orderRuleOf(deps, one.kind).terms, deps.now, deps.calendar.zone))
  return { order_issued: orders.some(({ kind }) => kind === 'protective_order'), order_in_force: binds }
}

function monthsAgo({ now, calendar }: CommandDeps, months: number): string {
  return toStamp(now.toZonedDateTimeISO(calendar.zone).subtract({ months }).toInstant())
}

function hasUnknownRecords(bank: Bank, answers: Answers): boolean {
  const fromRecords = visibleItems(bank, answers).filter(item => item.from_records === true)
  return fromRecords.some(item => answers[item.code] === undefined || open.has(answers[item.code]?.value))
}
