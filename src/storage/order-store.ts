import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import { orderKinds, type Order } from '../domain/order/order.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { isVoided, notVoided } from './voided-filter.ts'

export type OrderRow = Selectable<Schema['protective_order']>
export type BreachRow = Selectable<Schema['order_breach']>
export type ReleaseRow = Selectable<Schema['release_date']>
/** Tier 1: neither the number of the act nor a name. */
export type ListedOrder = Omit<OrderRow, 'sealed_act'> & {
  readonly number: string
  readonly category: string
  readonly voided: 0 | 1
}

const act = z.object({ number: z.string(), issuer: z.string() })
/** Tier 3. */
export type Act = z.infer<typeof act>

export const actPlace = (id: string) => ({ table: 'protective_order', column: 'sealed_act', row: id }) as const
export const breachPlace = (id: string) => ({ table: 'order_breach', column: 'sealed_account', row: id }) as const

export async function insertOrder(db: Source, row: OrderRow): Promise<void> {
  await db.insertInto('protective_order').values(row).execute()
}

export async function findOrder(db: Source, id: string): Promise<OrderRow | null> {
  return (await db.selectFrom('protective_order').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function updateOrder(
  db: Source,
  id: string,
  values: Partial<Pick<OrderRow, 'handed_at' | 'ends_at' | 'ended_at' | 'weapons'>>,
): Promise<void> {
  await db.updateTable('protective_order').set(values).where('id', '=', id).execute()
}

/** The orders of one case, the last issued first. */
export async function listCaseOrders(db: Source, caseId: string): Promise<OrderRow[]> {
  const query = db.selectFrom('protective_order').selectAll().where('case_id', '=', caseId)
  return query.orderBy('issued_on', 'desc').orderBy('recorded_at', 'desc').limit(200).execute()
}

/** The same without those that were voided. */
export async function listStandingOrders(db: Source, caseId: string): Promise<OrderRow[]> {
  const query = db.selectFrom('protective_order').selectAll().where('case_id', '=', caseId)
  return query.where(notVoided('order', 'protective_order.id')).orderBy('issued_on', 'desc').limit(200).execute()
}

const count = sql<number>`cast(count(*) as integer)`.as('count')

/** Orders of one kind against the person whom any of these records names, in all cases. */
export async function countOrdersAgainst(db: Source, personIds: readonly string[], kind: string): Promise<number> {
  const query = db.selectFrom('protective_order as o').innerJoin('case_file as c', 'c.id', 'o.case_id')
  const counted = query.where(notVoided('order', 'o.id'))
  const own = counted.where('c.perpetrator_id', 'in', personIds).where('o.kind', '=', kind)
  return (await own.select(count).executeTakeFirstOrThrow()).count
}

function ordersIn(db: Source, scope: Scope) {
  const all = db.selectFrom('protective_order as o').innerJoin('case_file as c', 'c.id', 'o.case_id')
  return all.where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
}

/** The register of orders, the last issued first. */
export async function listOrders(db: Source, scope: Scope, page: Page): Promise<ListedOrder[]> {
  return ordersIn(db, scope)
    .select(['o.id', 'o.case_id', 'o.region', 'o.district', 'o.kind', 'o.issued_on', 'o.recorded_at', 'o.recorded_by'])
    .select(['o.handed_at', 'o.ends_on', 'o.ends_at', 'o.ended_at', 'o.legal_basis_id', 'o.weapons', 'o.serial'])
    .select(['c.number', 'c.category', isVoided('order', 'o.id').as('voided')])
    .orderBy('o.issued_on', 'desc')
    .orderBy('o.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function countOrders(db: Source, scope: Scope): Promise<number> {
  return (await ordersIn(db, scope).select(count).executeTakeFirstOrThrow()).count
}

export async function insertBreach(db: Source, row: BreachRow): Promise<void> {
  await db.insertInto('order_breach').values(row).execute()
}

export async function listBreaches(db: Source, caseId: string): Promise<BreachRow[]> {
  const query = db.selectFrom('order_breach').selectAll().where('case_id', '=', caseId)
  return query.orderBy('happened_at', 'desc').limit(200).execute()
}

/** The breaches of orders that were not voided. */
export async function listStandingBreaches(db: Source, caseId: string): Promise<BreachRow[]> {
  const query = db.selectFrom('order_breach').selectAll().where('case_id', '=', caseId)
  return query.where(notVoided('order', 'order_breach.order_id')).execute()
}

export async function insertChecks(db: Source, rows: readonly Schema['order_check'][]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('order_check')
      .values([...rows])
      .execute()
}

/** Ids of the measures that check this order. */
export async function listChecks(db: Source, orderId: string): Promise<string[]> {
  const rows = await db.selectFrom('order_check').select('id').where('order_id', '=', orderId).execute()
  return rows.map(row => row.id)
}

export async function insertRelease(db: Source, row: ReleaseRow): Promise<void> {
  await db.insertInto('release_date').values(row).execute()
}

export async function listReleases(db: Source, caseId: string): Promise<ReleaseRow[]> {
  const query = db.selectFrom('release_date').selectAll().where('case_id', '=', caseId)
  return query.orderBy('released_on', 'desc').limit(100).execute()
}

export async function openAct(db: Database, keyId: string, row: OrderRow): Promise<Act> {
  return act.parse(JSON.parse(await db.keys.unseal(keyId, actPlace(row.id), row.sealed_act)))
}

/** Tier 3: how the order was breached. */
export async function openBreach(db: Database, keyId: string, row: BreachRow): Promise<string> {
  return db.keys.unseal(keyId, breachPlace(row.id), row.sealed_account)
}

/** The row as the rules of orders read it. */
export function orderOf(row: Omit<OrderRow, 'sealed_act'>): Order {
  const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))
  const kind = orderKinds.find(each => each === row.kind)
  if (!kind) throw new Error(`order ${row.id} is of the unknown kind ${row.kind}`)
  return {
    kind,
    issuedOn: Temporal.PlainDate.from(row.issued_on),
    handedAt: instant(row.handed_at),
    endsOn: row.ends_on === null ? null : Temporal.PlainDate.from(row.ends_on),
    endedAt: instant(row.ended_at),
  }
}
