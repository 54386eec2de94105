import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Scope } from '../domain/access/scope.ts'
import { itemStates, type ItemState } from '../domain/conference/sitting-item.ts'
import type { Vote } from '../domain/conference/vote.ts'
import { categories, type Category } from '../domain/questionnaire/procedure.ts'
import { openReasons } from './agenda-store.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

type Row = Selectable<Schema['sitting_item']>
export type SittingItem = Omit<Row, 'state' | 'track' | 'kind' | 'category' | 'votes'> & {
  readonly state: ItemState
  readonly track: 'discussion' | 'consent'
  readonly kind: 'new' | 'repeat'
  readonly category: Category
  readonly votes: Vote | null
  /** Rank of the category with which it came on the list. */
  readonly placed_rank: number
  /** Number of the case: T1. */
  readonly number: string
  /** Key of the case, by which everything of the item is sealed. */
  readonly key_id: string
  /** As the case waits in the queue: codes of all listing criteria, since when, until when. */
  readonly reasons: readonly string[]
  readonly listed_at: string
  readonly hear_by: string
}
export type NoteRow = Selectable<Schema['sitting_note']>

const shape = z.object({
  state: z.enum(itemStates),
  track: z.enum(['discussion', 'consent']),
  kind: z.enum(['new', 'repeat']),
  category: z.enum(categories),
})
const vote = z.strictObject({ for: z.int(), against: z.int(), abstained: z.int() })

type Joined = Row & { number: string; key_id: string; reasons: string; listed_at: string; hear_by: string } & {
  queue_category: string
  queue_rank: number
}

/** Until it is heard the category is that of the queue, which a new assessment moves; then the one it was heard with. */
function itemOf({ queue_category, queue_rank, ...row }: Joined): SittingItem {
  const waits = row.state === 'listed' || row.state === 'open'
  const now = waits ? { category: queue_category, category_rank: queue_rank } : {}
  const votes = row.votes === null ? null : vote.parse(JSON.parse(row.votes))
  const placed_rank = row.category_rank
  return { ...row, placed_rank, ...now, ...shape.parse({ ...row, ...now }), votes, reasons: openReasons(row) }
}

function items(db: Source) {
  return db
    .selectFrom('sitting_item as i')
    .innerJoin('case_file as c', 'c.id', 'i.case_id')
    .innerJoin('agenda_item as q', 'q.id', 'i.agenda_item_id')
    .selectAll('i')
    .select(['c.number', 'c.key_id', 'q.reasons', 'q.listed_at', 'q.hear_by'])
    .select(['q.category as queue_category', 'q.category_rank as queue_rank'])
}

export async function insertSittingItem(db: Source, row: Row): Promise<void> {
  await db.insertInto('sitting_item').values(row).execute()
}

export async function findSittingItem(db: Source, id: string): Promise<SittingItem | null> {
  const row = await items(db).where('i.id', '=', id).executeTakeFirst()
  return row ? itemOf(row) : null
}

/** Where an item of the queue stands on the list of a sitting that is not over. */
export async function findPlacement(db: Source, agendaItemId: string): Promise<SittingItem | null> {
  const query = items(db).where('i.agenda_item_id', '=', agendaItemId).where('i.state', 'in', ['listed', 'open'])
  const row = await query.executeTakeFirst()
  return row ? itemOf(row) : null
}

/** The list of a sitting in its order, without the cases that are closed to the reader. */
export async function listItems(db: Source, scope: Pick<Scope, 'excluded'>, sittingId: string): Promise<SittingItem[]> {
  let query = items(db).where('i.sitting_id', '=', sittingId)
  if (scope.excluded.length > 0) query = query.where('i.case_id', 'not in', scope.excluded)
  const rows = await query.orderBy('i.position').orderBy('i.id').limit(500).execute()
  return rows.map(itemOf)
}

type ItemChange = Partial<
  Pick<
    Row,
    | 'state'
    | 'track'
    | 'position'
    | 'category'
    | 'category_rank'
    | 'opened_at'
    | 'spent_seconds'
    | 'heard_at'
    | 'presiding_id'
    | 'sealed_reason'
  >
> & { readonly votes?: Vote; readonly closed?: 0 | 1 }

export async function updateSittingItem(db: Source, id: string, { votes, ...rest }: ItemChange): Promise<void> {
  await db
    .updateTable('sitting_item')
    .set({ ...rest, ...(votes && { votes: JSON.stringify(votes) }) })
    .where('id', '=', id)
    .execute()
}

export type Hearing = {
  readonly case_id: string
  /** The last hearing that was a discussion: what was agreed without one keeps its plan. Null where there was none. */
  readonly plan_item_id: string | null
  readonly category_rank: number
  readonly heard_at: string
}

/** When the commission heard these cases. */
export async function listHearingTimes(db: Source, caseIds: readonly string[], until: string): Promise<string[]> {
  if (caseIds.length === 0) return []
  const query = db.selectFrom('sitting_item').select('heard_at').where('case_id', 'in', caseIds)
  const rows = await query.where('state', '=', 'heard').where('heard_at', '<=', until).execute()
  return rows.map(row => row.heard_at).filter(at => at !== null)
}

/** When the last incident that counts of each of these cases was recorded, whoever recorded it. */
export async function listLastIncidents(db: Source, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map()
  const query = db.selectFrom('incident').select(['case_id', sql<string>`max(recorded_at)`.as('at')])
  const standing = query.where('case_id', 'in', caseIds).where(notVoided('incident', 'incident.id'))
  const rows = await standing.groupBy('case_id').execute()
  return new Map(rows.map(row => [row.case_id, row.at]))
}

/** The last hearing of each of these cases since a moment. */
export async function listLastHearings(db: Source, caseIds: readonly string[], since: string): Promise<Hearing[]> {
  if (caseIds.length === 0) return []
  const rows = await db
    .selectFrom('sitting_item')
    .select(['case_id', 'id', 'track', 'category_rank', 'heard_at'])
    .where('case_id', 'in', caseIds)
    .where('state', '=', 'heard')
    .where('heard_at', '>=', since)
    .orderBy('heard_at', 'desc')
    .execute()
  return [...Map.groupBy(rows, row => row.case_id)].flatMap(([case_id, [last, ...before]]): Hearing[] => {
    if (!last || last.heard_at === null) return []
    const plan = [last, ...before].find(row => row.track === 'discussion')
    const { category_rank, heard_at } = last
    return [{ case_id, plan_item_id: plan?.id ?? null, category_rank, heard_at }]
  })
}

/** The discussion of the same case before this item: what is agreed without one makes no plan. Null for the first. */
export async function findDiscussionBefore(db: Source, item: SittingItem): Promise<string | null> {
  const query = db.selectFrom('sitting_item').select('id').where('case_id', '=', item.case_id)
  const heard = query.where('state', '=', 'heard').where('track', '=', 'discussion').where('id', '<>', item.id)
  const before = item.heard_at === null ? heard : heard.where('heard_at', '<', item.heard_at)
  return (await before.orderBy('heard_at', 'desc').limit(1).executeTakeFirst())?.id ?? null
}

/** Items of the queue that already stand on the list of a sitting that is not over. */
export async function listPlaced(db: Source, agendaItemIds: readonly string[]): Promise<Set<string>> {
  if (agendaItemIds.length === 0) return new Set()
  const query = db.selectFrom('sitting_item').select('agenda_item_id').where('agenda_item_id', 'in', agendaItemIds)
  return new Set((await query.where('state', 'in', ['listed', 'open']).execute()).map(row => row.agenda_item_id))
}

export async function nextPosition(db: Source, sittingId: string): Promise<number> {
  const last = sql<number>`coalesce(max(position), 0)`.as('last')
  const query = db.selectFrom('sitting_item').select(last).where('sitting_id', '=', sittingId)
  return (await query.executeTakeFirstOrThrow()).last + 1
}

/** What is typed at an item, each field sealed and saved for itself. */
export const noteFields = [
  'summary',
  'spoke',
  'risks',
  'decision_kk',
  'decision_ru',
  'link_guardianship',
  'link_guardianship_note',
  'link_offender_work',
  'link_offender_work_note',
  'link_health',
  'link_health_note',
] as const
export type NoteField = (typeof noteFields)[number]

export async function saveNote(db: Source, row: NoteRow): Promise<void> {
  const { sealed_text, saved_at, saved_by } = row
  const insert = db.insertInto('sitting_note').values(row)
  const conflict = ['item_id', 'field'] as const
  await insert.onConflict(on => on.columns(conflict).doUpdateSet({ sealed_text, saved_at, saved_by })).execute()
}

export async function listNotes(db: Source, itemId: string): Promise<NoteRow[]> {
  return db.selectFrom('sitting_note').selectAll().where('item_id', '=', itemId).execute()
}

export function notePlace(itemId: string, field: string) {
  return { table: 'sitting_note', column: 'sealed_text', row: `${itemId}:${field}` } as const
}

/** The typed fields of an item; what nobody has typed is absent. */
export async function openNotes(
  db: Database,
  { id, key_id }: Pick<SittingItem, 'id' | 'key_id'>,
  source: Source = db.read,
): Promise<Partial<Record<NoteField, string>>> {
  const notes: Partial<Record<NoteField, string>> = {}
  for (const row of await listNotes(source, id)) {
    const field = noteFields.find(one => one === row.field)
    if (field) notes[field] = await db.keys.unseal(key_id, notePlace(id, field), row.sealed_text)
  }
  return notes
}

export function itemReasonPlace(itemId: string) {
  return { table: 'sitting_item', column: 'sealed_reason', row: itemId } as const
}

/** Why an item was moved out; empty where it was not. */
export async function openItemReason(db: Database, { id, key_id, sealed_reason }: SittingItem): Promise<string> {
  return sealed_reason === null ? '' : db.keys.unseal(key_id, itemReasonPlace(id), sealed_reason)
}
