import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

export type OrderCount = { readonly kind: string; readonly orders: number; readonly breaches: number }

/** How many orders of each kind count in these cases, and how often they were breached. */
export async function countOrdersOf(db: Source, caseIds: readonly string[]): Promise<OrderCount[]> {
  if (caseIds.length === 0) return []
  const breaches = sql<number>`cast(coalesce(sum((select count(*) from order_breach as b
    where b.order_id = o.id)), 0) as integer)`
  return db
    .selectFrom('protective_order as o')
    .select(['o.kind', sql<number>`cast(count(*) as integer)`.as('orders'), breaches.as('breaches')])
    .where('o.case_id', 'in', caseIds)
    .where(notVoided('order', 'o.id'))
    .groupBy('o.kind')
    .orderBy('o.kind')
    .execute()
}
