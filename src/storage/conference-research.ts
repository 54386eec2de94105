import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { OwnScope } from '../domain/access/decide-conference.ts'
import { researchStates, type ResearchState } from '../domain/conference/research.ts'
import type { Database } from './database.ts'
import { isNamedFor, speaksFor } from './own-matter.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type Row = Selectable<Schema['research_request']>
export type ResearchRequest = Omit<Row, 'state'> & { readonly state: ResearchState }

const state = z.enum(researchStates)
const answer = z.strictObject({
  facts: z.string(),
  opinion: z.string(),
  withheld: z.string(),
  suggested: z.string(),
})
export type OpenedAnswer = z.infer<typeof answer>

const requestOf = (row: Row): ResearchRequest => ({ ...row, state: state.parse(row.state) })

export async function insertResearch(db: Source, rows: readonly ResearchRequest[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('research_request')
      .values([...rows])
      .execute()
}

export async function findResearch(db: Source, id: string): Promise<ResearchRequest | null> {
  const row = await db.selectFrom('research_request').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? requestOf(row) : null
}

export async function listResearchOfItem(db: Source, itemId: string): Promise<ResearchRequest[]> {
  const query = db.selectFrom('research_request').selectAll().where('item_id', '=', itemId)
  return (await query.orderBy('agency').orderBy('id').execute()).map(requestOf)
}

/** All requests of a sitting, without the cases that are closed to the reader. */
export async function listResearchOfSitting(
  db: Source,
  scope: Pick<OwnScope, 'excluded'>,
  sittingId: string,
): Promise<ResearchRequest[]> {
  let query = db.selectFrom('research_request').selectAll().where('sitting_id', '=', sittingId)
  if (scope.excluded.length > 0) query = query.where('case_id', 'not in', scope.excluded)
  return (await query.orderBy('agency').orderBy('id').execute()).map(requestOf)
}

/** What one account is asked and may answer while the case is on the list: what is open first, then the nearest. */
export async function listOwnResearch(db: Source, scope: OwnScope): Promise<ResearchRequest[]> {
  const { account } = scope
  if (account === null) return []
  let query = db
    .selectFrom('research_request as r')
    .innerJoin('sitting as s', 's.id', 'r.sitting_id')
    .innerJoin('sitting_item as i', 'i.id', 'r.item_id')
    .innerJoin('commission_seat as t', 't.id', 'r.seat_id')
    .selectAll('r')
    .where('r.asked_of', '=', account)
    .where('s.state', 'in', ['planned', 'invited', 'open'])
    .where('i.state', 'in', ['listed', 'open'])
    .where(eb => speaksFor(eb, account))
    .where(eb => isNamedFor(eb, account))
  if (scope.excluded.length > 0) query = query.where('r.case_id', 'not in', scope.excluded)
  const open = sql`case when r.state = 'asked' then 0 else 1 end`
  return (await query.orderBy(open).orderBy('r.answer_by').orderBy('r.id').limit(500).execute()).map(requestOf)
}

type ResearchChange = Partial<
  Pick<Row, 'state' | 'sealed_answer' | 'answered_at' | 'answered_by' | 'reminded_at' | 'asked_of' | 'asked_as'>
>

export async function updateResearch(db: Source, id: string, values: ResearchChange): Promise<void> {
  await db.updateTable('research_request').set(values).where('id', '=', id).execute()
}

export function answerPlace(requestId: string) {
  return { table: 'research_request', column: 'sealed_answer', row: requestId } as const
}

/** Null while nobody has answered. */
export async function openAnswer(db: Database, keyId: string, row: ResearchRequest): Promise<OpenedAnswer | null> {
  if (row.sealed_answer === null) return null
  return answer.parse(JSON.parse(await db.keys.unseal(keyId, answerPlace(row.id), row.sealed_answer)))
}
