import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import { categories } from '../domain/questionnaire/procedure.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'

export type AgendaItemRow = Selectable<Schema['agenda_item']>
/** Tier 1 and nothing more. */
export type QueueItem = Pick<
  AgendaItemRow,
  'id' | 'case_id' | 'district' | 'category' | 'category_rank' | 'listed_at' | 'hear_by'
> & { readonly number: string; readonly reasons: readonly string[]; readonly provisional: 0 | 1 }

const reasons = z.array(z.string())

export async function insertAgendaItem(db: Source, row: AgendaItemRow): Promise<void> {
  await db.insertInto('agenda_item').values(row).execute()
}

export async function findAgendaItem(db: Source, id: string): Promise<AgendaItemRow | null> {
  return (await db.selectFrom('agenda_item').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function findAgendaItemOfCase(db: Source, caseId: string): Promise<AgendaItemRow | null> {
  const query = db.selectFrom('agenda_item').selectAll().where('case_id', '=', caseId).orderBy('listed_at', 'desc')
  return (await query.limit(1).executeTakeFirst()) ?? null
}

/** The item by which a case waits in the queue, or will from `available_at` on. */
export async function findListedItem(db: Source, caseId: string): Promise<AgendaItemRow | null> {
  const query = db.selectFrom('agenda_item').selectAll().where('case_id', '=', caseId).where('state', '=', 'listed')
  return (await query.orderBy('listed_at', 'desc').limit(1).executeTakeFirst()) ?? null
}

/** Whether the case stood in the queue since then. */
export async function wasListedSince(db: Source, caseId: string, since: string, until: string): Promise<boolean> {
  const query = db.selectFrom('agenda_item').select('id').where('case_id', '=', caseId)
  const found = await query.where('available_at', '>=', since).where('available_at', '<=', until).executeTakeFirst()
  return found !== undefined
}

export async function updateAgendaItem(
  db: Source,
  id: string,
  values: Partial<Pick<AgendaItemRow, 'category' | 'category_rank' | 'reasons' | 'available_at' | 'hear_by' | 'state'>>,
): Promise<void> {
  await db.updateTable('agenda_item').set(values).where('id', '=', id).execute()
}

export function openReasons(row: Pick<AgendaItemRow, 'reasons'>): readonly string[] {
  return reasons.parse(JSON.parse(row.reasons))
}

function queueIn(db: Source, scope: Scope, at: string) {
  return db
    .selectFrom('agenda_item as i')
    .where(withinScope(scope, { caseId: 'i.case_id', table: 'i' }))
    .where('i.state', '=', 'listed')
    .where('i.available_at', '<=', at)
}

const count = sql<number>`cast(count(*) as integer)`.as('count')

export async function countQueue(db: Source, scope: Scope, at: string): Promise<number> {
  return (await queueIn(db, scope, at).select(count).executeTakeFirstOrThrow()).count
}

/**
 * The commission's queue: the highest category first, in it the nearest clock. Category by category, because an index
 * cannot give one column downwards and the next upwards, and a sort would grow with the queue.
 */
export async function listQueue(db: Source, scope: Scope, at: string, page: Page): Promise<QueueItem[]> {
  const found: QueueItem[] = []
  let skip = page.offset
  for (let rank = categories.length - 1; rank >= 0 && found.length < page.limit; rank -= 1) {
    const items = await listRank(db, scope, at, rank, { limit: page.limit - found.length, offset: skip })
    found.push(...items)
    if (items.length > 0) skip = 0
    else if (skip > 0) skip = Math.max(0, skip - (await countRank(db, scope, at, rank)))
  }
  return found
}

async function countRank(db: Source, scope: Scope, at: string, rank: number): Promise<number> {
  const one = queueIn(db, scope, at).where('i.category_rank', '=', rank)
  return (await one.select(count).executeTakeFirstOrThrow()).count
}

async function listRank(db: Source, scope: Scope, at: string, rank: number, page: Page) {
  const rows = await queueIn(db, scope, at)
    .innerJoin('case_file as c', 'c.id', 'i.case_id')
    .where('i.category_rank', '=', rank)
    .select(['i.id', 'i.case_id', 'i.district', 'i.category', 'i.category_rank', 'i.reasons', 'i.listed_at'])
    .select(['i.hear_by', 'c.number', 'c.provisional'])
    .orderBy('i.hear_by')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(row => ({ ...row, reasons: openReasons(row) }))
}
