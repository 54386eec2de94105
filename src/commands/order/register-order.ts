import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { Order } from '../../domain/order/order.ts'
import { orderEndsAt } from '../../domain/order/order-term.ts'
import { readOrder, type TypedOrder } from '../../domain/order/read-order.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import {
  actPlace,
  countOrdersAgainst,
  insertOrder,
  listCaseOrders,
  openAct,
  type Act,
  type OrderRow,
} from '../../storage/order-store.ts'
import { findStandingPerson, listRecords } from '../../storage/person-store.ts'
import { findEntryInForce } from '../../storage/reference-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { orderRuleOf } from './order-rule.ts'
import { insertStarted, planOrder } from './start-measures.ts'

export type NewOrder = TypedOrder & Act & { readonly caseId: string }

const permission = 'order.record'
const longestAct = 200

/**
 * Registers an act that was made in the police's or the court's own system. Its measures start, its checks become tasks
 * as soon as it was handed over, and the measure that decided on it is done.
 */
export async function registerOrder(
  deps: CommandDeps,
  actor: Actor,
  { caseId, number, issuer, ...typed }: NewOrder,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const rule = orderRuleOf(deps, typed.kind)
  const act = checkTexts({ number, issuer }, longestAct)
  const read = readOrder(typed, rule.terms, deps.now, deps.calendar.zone)
  if (!act.ok || !read.ok) return fail(...(act.ok ? [] : act.faults), ...(read.ok ? [] : read.faults))
  const missing = Object.entries(act.value).filter(([, text]) => text === '')
  if (missing.length > 0) return fail(...missing.map(([at]) => ({ code: 'required', at })))
  const row = await buildOrder(deps, actor, reached.value, read.value, act.value)
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const twin = await findTwin(tx, deps, one, row, act.value)
    if (twin) return toldAgain(one, row, twin)
    await insertOrder(tx, { ...row, serial: 1 + (await countAgainst(tx, one, row.kind)) })
    await insertStarted(tx, row.id, await planOrder(deps, tx, one, { rule, order: read.value, withEvent: true }))
    const details = { order: row.id, kind: row.kind, handed: row.handed_at !== null }
    const entry = { action: 'order.registered', subject: `case:${one.id}`, details }
    return {
      value: succeed({ id: row.id }),
      entries: [entry, ...(await closeDecision(tx, deps, actor, one, row.kind))],
    }
  })
}

/** The act is in the register already: an act has one number on one day. */
async function findTwin(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  row: OrderRow,
  act: Act,
): Promise<OrderRow | null> {
  const alike = (await listCaseOrders(tx, one.id)).filter(
    each => each.kind === row.kind && each.issued_on === row.issued_on,
  )
  for (const each of alike) {
    const known = await openAct(deps.db, one.key_id, each)
    if (known.number === act.number && known.issuer === act.issuer) return each
  }
  return null
}

/** A second tap on the button stores nothing; an act told differently must not be lost without a word. */
function toldAgain(one: CaseRow, told: OrderRow, twin: OrderRow) {
  if (told.handed_at !== twin.handed_at || told.ends_on !== twin.ends_on) {
    throw new Refusal({ code: 'order_known', at: 'number' })
  }
  const entry = { action: 'order.resubmitted', subject: `case:${one.id}`, details: { order: twin.id } }
  return { value: succeed({ id: twin.id }), entries: [entry] }
}

async function buildOrder(deps: CommandDeps, actor: Actor, one: CaseRow, order: Order, act: Act): Promise<OrderRow> {
  const id = deps.newId()
  const issued_on = order.issuedOn.toString()
  const { terms } = orderRuleOf(deps, order.kind)
  const ends = orderEndsAt(order, terms, deps.calendar.zone)
  const basis = await findEntryInForce(deps.db.read, 'legal_basis', order.kind, issued_on)
  return {
    id,
    case_id: one.id,
    region: one.region,
    district: one.district,
    kind: order.kind,
    sealed_act: await deps.db.keys.seal(one.key_id, actPlace(id), JSON.stringify(act)),
    issued_on,
    handed_at: order.handedAt && toStamp(order.handedAt),
    ends_on: order.endsOn?.toString() ?? null,
    ends_at: ends && toStamp(ends),
    ended_at: null,
    legal_basis_id: basis?.id ?? null,
    weapons: null,
    serial: 1,
    recorded_at: toStamp(deps.now),
    recorded_by: actor.id,
  }
}

async function countAgainst(tx: Source, one: CaseRow, kind: string): Promise<number> {
  const standing = await findStandingPerson(tx, one.perpetrator_id)
  const records = standing ? await listRecords(tx, standing.id) : []
  return countOrdersAgainst(tx, [one.perpetrator_id, ...records.map(record => record.id)], kind)
}

/** The procedure's measure of the same code was to decide on this order. */
async function closeDecision(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow, kind: string) {
  const due = (await listCaseMeasures(tx, one.id)).filter(each => each.code === kind && each.state === 'due')
  const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: actor.id }
  return Promise.all(
    due.map(async ({ id }): Promise<AuditEntry> => {
      await closeMeasure(tx, id, closed)
      return { action: 'measure.recorded', subject: `case:${one.id}`, details: { measure: id, state: 'done' } }
    }),
  )
}
