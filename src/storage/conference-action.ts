import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { OwnScope } from '../domain/access/decide-conference.ts'
import { actionStates, reviewOutcomes, type ActionState, type ReviewOutcome } from '../domain/conference/action.ts'
import type { Database } from './database.ts'
import { isNamedFor, speaksFor } from './own-matter.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type Row = Selectable<Schema['commission_action']>
export type ActionRow = Omit<Row, 'state'> & { readonly state: ActionState }

const state = z.enum(actionStates)
const words = z.strictObject({
  text_kk: z.string(),
  text_ru: z.string(),
  evidence_kk: z.string(),
  evidence_ru: z.string(),
})
export type ActionWords = z.infer<typeof words>
const answer = z.strictObject({ result: z.string(), letter: z.string(), evidence: z.string() })
export type OpenedActionAnswer = z.infer<typeof answer>

const actionOf = (row: Row): ActionRow => ({ ...row, state: state.parse(row.state) })

export async function insertAction(db: Source, row: ActionRow): Promise<void> {
  await db.insertInto('commission_action').values(row).execute()
}

export async function findAction(db: Source, id: string): Promise<ActionRow | null> {
  const row = await db.selectFrom('commission_action').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? actionOf(row) : null
}

export async function updateAction(
  db: Source,
  id: string,
  values: Partial<Omit<Row, 'id' | 'sitting_id' | 'item_id' | 'case_id' | 'region' | 'district'>>,
): Promise<void> {
  await db.updateTable('commission_action').set(values).where('id', '=', id).execute()
}

/** Only a draft may go: what was sent stays. */
export async function deleteDraft(db: Source, id: string): Promise<void> {
  await db.deleteFrom('commission_action').where('id', '=', id).where('state', '=', 'draft').execute()
}

export async function listActionsOfItem(db: Source, itemId: string): Promise<ActionRow[]> {
  const query = db.selectFrom('commission_action').selectAll().where('item_id', '=', itemId)
  return (await query.orderBy('serial').execute()).map(actionOf)
}

/** The instructions of a sitting, without the cases that are closed to the reader. */
export async function listActionsOfSitting(
  db: Source,
  scope: Pick<OwnScope, 'excluded'>,
  sittingId: string,
): Promise<ActionRow[]> {
  let query = db.selectFrom('commission_action').selectAll().where('sitting_id', '=', sittingId)
  if (scope.excluded.length > 0) query = query.where('case_id', 'not in', scope.excluded)
  return (await query.orderBy('item_id').orderBy('serial').execute()).map(actionOf)
}

/** How many instructions of these items their agencies did not do. */
export async function countFailed(db: Source, itemIds: readonly string[]): Promise<Map<string, number>> {
  if (itemIds.length === 0) return new Map()
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  const query = db.selectFrom('commission_action').select(['item_id', count]).where('item_id', 'in', itemIds)
  const rows = await query.where('state', '=', 'not_done').groupBy('item_id').execute()
  return new Map(rows.map(row => [row.item_id, row.count]))
}

export async function nextSerial(db: Source, itemId: string): Promise<number> {
  const last = sql<number>`coalesce(max(serial), 0)`.as('last')
  const query = db.selectFrom('commission_action').select(last).where('item_id', '=', itemId)
  return (await query.executeTakeFirstOrThrow()).last + 1
}

/** The instructions that were sent to the seats of one account, what is open first, then the nearest. */
export async function listOwnActions(db: Source, scope: OwnScope): Promise<ActionRow[]> {
  const { account } = scope
  if (account === null) return []
  let query = db
    .selectFrom('commission_action as a')
    .innerJoin('commission_seat as t', 't.id', 'a.seat_id')
    .innerJoin('sitting_item as i', 'i.id', 'a.item_id')
    .selectAll('a')
    .where('a.state', '<>', 'draft')
    .where(eb => speaksFor(eb, account))
    .where(eb => isNamedFor(eb, account))
  if (scope.excluded.length > 0) query = query.where('a.case_id', 'not in', scope.excluded)
  const open = sql`case when a.state in ('sent', 'in_progress', 'not_done') then 0 else 1 end`
  return (await query.orderBy(open).orderBy('a.due_on').orderBy('a.id').limit(200).execute()).map(actionOf)
}

export async function saveReview(db: Source, row: Selectable<Schema['plan_review']>): Promise<void> {
  const { outcome, reviewed_at, reviewed_by } = row
  const insert = db.insertInto('plan_review').values(row)
  const conflict = ['item_id', 'action_id'] as const
  await insert.onConflict(on => on.columns(conflict).doUpdateSet({ outcome, reviewed_at, reviewed_by })).execute()
}

const outcome = z.enum(reviewOutcomes)

/** The verdicts given at an item on the instructions of the plan before, by instruction. */
export async function listReviews(db: Source, itemId: string): Promise<Map<string, ReviewOutcome>> {
  const rows = await db
    .selectFrom('plan_review')
    .select(['action_id', 'outcome'])
    .where('item_id', '=', itemId)
    .execute()
  return new Map(rows.map(row => [row.action_id, outcome.parse(row.outcome)]))
}

export function actionTextPlace(id: string) {
  return { table: 'commission_action', column: 'sealed_text', row: id } as const
}

export function actionAnswerPlace(id: string) {
  return { table: 'commission_action', column: 'sealed_answer', row: id } as const
}

export async function openAction(db: Database, keyId: string, row: ActionRow): Promise<ActionWords> {
  return words.parse(JSON.parse(await db.keys.unseal(keyId, actionTextPlace(row.id), row.sealed_text)))
}

/** Null while the agency has not answered. */
export async function openActionAnswer(
  db: Database,
  keyId: string,
  row: ActionRow,
): Promise<OpenedActionAnswer | null> {
  if (row.sealed_answer === null) return null
  return answer.parse(JSON.parse(await db.keys.unseal(keyId, actionAnswerPlace(row.id), row.sealed_answer)))
}
