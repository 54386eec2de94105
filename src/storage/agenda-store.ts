import { sql, type Selectable, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import { categories } from '../domain/questionnaire/procedure.ts'
import { compileOnceScoped } from './compile-once.ts'
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

/**
 * From when on these cases stood before the commission; an item withdrawn while it still waited never did, nor one that
 * was listed by an assessment which was voided.
 */
export async function listListings(db: Source, caseIds: readonly string[], at: string): Promise<string[]> {
  if (caseIds.length === 0) return []
  const query = db.selectFrom('agenda_item').select('available_at').where('case_id', 'in', caseIds)
  const standing = query.where('state', '<>', 'withdrawn').where(sql<SqlBool>`not exists (select 1 from assessment as a
    join voided as v on v.target_kind = 'assessment' and v.target_id = a.id
    where a.case_id = agenda_item.case_id and a.submitted_at = agenda_item.listed_at)`)
  const rows = await standing.where('available_at', '<=', at).execute()
  return rows.map(row => row.available_at)
}

export async function updateAgendaItem(
  db: Source,
  id: string,
  values: Partial<Omit<AgendaItemRow, 'id' | 'case_id' | 'region' | 'district'>>,
): Promise<void> {
  await db.updateTable('agenda_item').set(values).where('id', '=', id).execute()
}

const knownReasons = new Map<string, readonly string[]>()

/** Few sets of codes occur, in many rows: each text is read once. */
export function openReasons(row: Pick<AgendaItemRow, 'reasons'>): readonly string[] {
  return knownReasons.getOrInsertComputed(row.reasons, text => Object.freeze(reasons.parse(JSON.parse(text))))
}

function queueIn(db: Source, scope: Scope, at: string) {
  return db
    .selectFrom('agenda_item as i')
    .where(withinScope(scope, { caseId: 'i.case_id', table: 'i' }))
    .where('i.state', '=', 'listed')
    .where('i.available_at', '<=', at)
}

const count = sql<number>`cast(count(*) as integer)`.as('count')

const queueCount = compileOnceScoped((db, scope, { at, most }: { at: string; most: number }) =>
  db.selectFrom(queueIn(db, scope, at).select('i.hear_by').limit(most).as('some')).select(count),
)

/** Counts to `most` and no further, so that the page takes the same time however long the queue is. */
export async function countQueue(db: Source, scope: Scope, at: string, most: number): Promise<number> {
  return (await queueCount(db, scope, { at, most }))[0]?.count ?? 0
}

/** Where a page of the queue ended; the next one begins behind it. */
export type QueuePlace = Pick<QueueItem, 'category_rank' | 'hear_by' | 'id'>

/**
 * The commission's queue: the highest category first, in it the nearest clock. Category by category, because an index
 * cannot give one column downwards and the next upwards, and a sort would grow with the queue.
 */
export async function listQueue(
  db: Source,
  scope: Scope,
  at: string,
  page: Page & { readonly behind?: QueuePlace | undefined },
): Promise<QueueItem[]> {
  const found: QueueItem[] = []
  let skip = page.offset
  const highest = page.behind?.category_rank ?? categories.length - 1
  for (let rank = highest; rank >= 0 && found.length < page.limit; rank -= 1) {
    const behind = rank === highest ? page.behind : undefined
    const items = await listRank(db, scope, at, rank, { limit: page.limit - found.length, offset: skip, behind })
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

type RankPage = Page & { readonly behind: QueuePlace | undefined }
type RankValues = { readonly at: string; readonly rank: number; readonly limit: number; readonly offset: number }

async function listRank(db: Source, scope: Scope, at: string, rank: number, page: RankPage): Promise<QueueItem[]> {
  const { limit, offset, behind } = page
  const values = { at, rank, limit, offset }
  const rows = await (behind
    ? rankBehind(db, scope, { ...values, hearBy: behind.hear_by, id: behind.id })
    : rankFromTop(db, scope, values))
  return rows.map(row => ({ ...row, reasons: openReasons(row) }))
}

const rankFromTop = compileOnceScoped((db, scope, values: RankValues) => rankIn(db, scope, values))

// The first part lets the index find the place, the second steps over what it already gave.
const rankBehind = compileOnceScoped(
  (db, scope, values: RankValues & { readonly hearBy: string; readonly id: string }) => {
    const { hearBy, id } = values
    return rankIn(db, scope, values).where(
      sql<SqlBool>`(i.hear_by >= ${hearBy} and not (i.hear_by = ${hearBy} and i.id <= ${id}))`,
    )
  },
)

function rankIn(db: Source, scope: Scope, { at, rank, limit, offset }: RankValues) {
  return queueIn(db, scope, at)
    .innerJoin('case_file as c', 'c.id', 'i.case_id')
    .where('i.category_rank', '=', rank)
    .select(['i.id', 'i.case_id', 'i.district', 'i.category', 'i.category_rank', 'i.reasons', 'i.listed_at'])
    .select(['i.hear_by', 'c.number', 'c.provisional'])
    .orderBy('i.hear_by')
    .orderBy('i.id')
    .limit(limit)
    .offset(offset)
}
