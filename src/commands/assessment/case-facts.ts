import { countIncidentsWithin, isRepeat, localDayOf, type PairHistory } from '../../domain/case/repeat-clock.ts'
import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import { visibleItems } from '../../domain/questionnaire/answer.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { isOverrideInForce } from '../../domain/case/consent.ts'
import { isInForce } from '../../domain/order/order-term.ts'
import { listListings } from '../../storage/agenda-store.ts'
import { listIncidentTimes } from '../../storage/case-people.ts'
import { listOverrides, overridesOf } from '../../storage/consent-store.ts'
import { listHearingTimes } from '../../storage/conference-agenda.ts'
import { listStandingOrders, orderOf } from '../../storage/order-store.ts'
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

export type KnownPair = {
  /** All their cases, also those beyond the actor's reach: whoever recorded an incident, it counts (rule 8). */
  readonly caseIds: readonly string[]
  readonly repeatMonths: number
  /** When the incident happened that is being told and is not among those of the cases yet; null when none is told. */
  readonly toldAt: Temporal.Instant | null
}

/**
 * The same of a pair that has a case: what its cases tell takes the place of what a first one could not know. Months are
 * local calendar months, to the day.
 */
export async function factsOfKnownPair(
  deps: CommandDeps,
  db: Source,
  { caseIds, repeatMonths, toldAt }: KnownPair,
  facts: Facts,
): Promise<Facts> {
  const { zone } = deps.calendar
  const history = await readHistory(deps, db, caseIds)
  const toldOn = toldAt && localDayOf(toldAt, zone)
  const incidents = toldOn ? [...history.incidents, toldOn] : history.incidents
  const overrides = await Promise.all(caseIds.map(id => listOverrides(db, id)))
  return {
    ...facts,
    ...(await factsOfOrders(deps, db, caseIds)),
    consent_override: overridesOf(overrides.flat()).some(override => isOverrideInForce(override, deps.now)),
    incidents_12_months: countIncidentsWithin(incidents, localDayOf(deps.now, zone), 12),
    repeat_within_window: toldOn !== null && isRepeat(history, toldOn, repeatMonths),
  }
}

/** Whether a protective order was ever issued in these cases, and whether one or special requirements bind now. */
export async function factsOfOrders(deps: CommandDeps, db: Source, caseIds: readonly string[]): Promise<Facts> {
  const rows = await Promise.all(caseIds.map(id => listStandingOrders(db, id)))
  const orders = rows.flat().map(orderOf)
  const binding = orders.filter(({ kind }) => kind === 'protective_order' || kind === 'special_requirements')
  const binds = binding.some(one => isInForce(one, orderRuleOf(deps, one.kind).terms, deps.now, deps.calendar.zone))
  return { order_issued: orders.some(({ kind }) => kind === 'protective_order'), order_in_force: binds }
}

async function readHistory({ now, calendar }: CommandDeps, db: Source, caseIds: readonly string[]) {
  const dayOf = (stamp: string) => localDayOf(Temporal.Instant.from(stamp), calendar.zone)
  const incidents = await listIncidentTimes(db, caseIds)
  const listed = await listListings(db, caseIds, toStamp(now))
  const heard = await listHearingTimes(db, caseIds, toStamp(now))
  const history: PairHistory = { incidents: incidents.map(dayOf), listed: listed.map(dayOf), heard: heard.map(dayOf) }
  return history
}

/** When the told incident happened: a date alone counts from its first moment; now, where nobody was asked. */
export function toldAtOf(answers: Answers, { now, calendar }: Pick<CommandDeps, 'now' | 'calendar'>): Temporal.Instant {
  const told = answers['incident_at']?.value
  if (typeof told !== 'string') return now
  return Temporal.PlainDateTime.from(told).toZonedDateTime(calendar.zone).toInstant()
}

/** Whether an item that the databases answer is still open. */
export function hasUnknownRecords(bank: Bank, answers: Answers): boolean {
  const fromRecords = visibleItems(bank, answers).filter(item => item.from_records === true)
  return fromRecords.some(item => answers[item.code] === undefined || open.has(answers[item.code]?.value))
}
