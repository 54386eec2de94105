import type { Selectable } from 'kysely'
import type { Actor } from '../domain/access/decide.ts'
import type { Answer } from '../domain/questionnaire/answer.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type InterviewRow = Selectable<Schema['interview']>
export type InterviewAnswerRow = Selectable<Schema['interview_answer']>

export async function insertInterview(db: Source, row: InterviewRow): Promise<void> {
  await db.insertInto('interview').values(row).execute()
}

export async function findInterview(db: Source, id: string): Promise<InterviewRow | null> {
  return (await db.selectFrom('interview').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The account's own unfinished interviews that have not expired, the last touched first. */
export async function listDrafts(
  db: Source,
  { id, excluded }: Pick<Actor, 'id' | 'excluded'>,
  at: string,
): Promise<InterviewRow[]> {
  const own = db.selectFrom('interview').selectAll().where('account_id', '=', id)
  let live = own.where('assessment_id', 'is', null).where('expires_at', '>', at)
  if (excluded.length > 0)
    live = live.where(eb => eb.or([eb('case_id', 'is', null), eb('case_id', 'not in', excluded)]))
  return live.orderBy('updated_at', 'desc').limit(100).execute()
}

/** Unfinished interviews about one case that are still alive at this moment. */
export async function listDraftsOfCase(db: Source, caseId: string, at: string): Promise<InterviewRow[]> {
  const own = db.selectFrom('interview').selectAll().where('case_id', '=', caseId).where('assessment_id', 'is', null)
  return own.where('expires_at', '>=', at).orderBy('updated_at', 'desc').limit(100).execute()
}

/** Items that were taken over from the last assessment and not touched since. */
export async function listPrefilled(db: Source, interviewId: string): Promise<string[]> {
  const query = db.selectFrom('interview_answer').select('item').where('interview_id', '=', interviewId)
  return (await query.where('prefilled', '=', 1).execute()).map(row => row.item)
}

export async function insertInterviewAnswers(db: Source, rows: readonly InterviewAnswerRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('interview_answer')
      .values([...rows])
      .execute()
}

export async function findInterviewOfAssessment(db: Source, assessmentId: string): Promise<InterviewRow | null> {
  const query = db.selectFrom('interview').selectAll().where('assessment_id', '=', assessmentId)
  return (await query.executeTakeFirst()) ?? null
}

export async function listInterviewAnswers(db: Source, interviewId: string): Promise<InterviewAnswerRow[]> {
  return db.selectFrom('interview_answer').selectAll().where('interview_id', '=', interviewId).execute()
}

/** Gives the interview its key unless another answer gave it one meanwhile; returns the key that counts. */
export async function claimInterviewKey(db: Source, id: string, keyId: string): Promise<string> {
  await db.updateTable('interview').set({ key_id: keyId }).where('id', '=', id).where('key_id', 'is', null).execute()
  const row = await db.selectFrom('interview').select('key_id').where('id', '=', id).executeTakeFirstOrThrow()
  return row.key_id ?? keyId
}

export async function upsertInterviewAnswer(db: Source, row: InterviewAnswerRow): Promise<void> {
  const { sealed_answer, answered_at, prefilled } = row
  const conflict = ['interview_id', 'item'] as const
  const insert = db.insertInto('interview_answer').values(row)
  await insert.onConflict(on => on.columns(conflict).doUpdateSet({ sealed_answer, answered_at, prefilled })).execute()
}

export async function deleteInterviewAnswer(db: Source, interviewId: string, item: string): Promise<void> {
  await db.deleteFrom('interview_answer').where('interview_id', '=', interviewId).where('item', '=', item).execute()
}

/** Prolongs a draft; false when it was submitted or has expired meanwhile, and then nothing may be added to it. */
export async function touchInterview(db: Source, id: string, at: string, expiresAt: string): Promise<boolean> {
  const touched = await db
    .updateTable('interview')
    .set({ updated_at: at, expires_at: expiresAt })
    .where('id', '=', id)
    .where('assessment_id', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return touched.numUpdatedRows > 0n
}

/** Regions with expired drafts whose key still exists. */
export async function listRegionsOfExpiredDrafts(db: Source, at: string): Promise<string[]> {
  const rows = await expired(db, at).select('region').distinct().orderBy('region').execute()
  return rows.map(row => row.region)
}

/**
 * Buries expired drafts of one region: their answers go, their keys get tombstones. The caller destroys the keys after
 * the commit. The update takes each row first, so that an answer saved at the same moment wins or fails, never both.
 */
export async function buryExpiredDrafts(
  db: Source,
  region: string,
  at: string,
): Promise<{ id: string; key: string }[]> {
  const ids = expired(db, at).select('id').where('region', '=', region).limit(buriedAtOnce)
  const taken = await db
    .updateTable('interview')
    .set({ updated_at: at })
    .where('id', 'in', ids)
    .where('expires_at', '<=', at)
    .where('assessment_id', 'is', null)
    .returning(['id', 'key_id'])
    .execute()
  const buried = taken.flatMap(({ id, key_id }) => (key_id === null ? [] : [{ id, key: key_id }]))
  if (buried.length === 0) return []
  const own = buried.map(({ id }) => id)
  await db.deleteFrom('interview_answer').where('interview_id', 'in', own).execute()
  const tombstones = buried.map(({ key }) => ({ key_id: key, kind: 'interview', destroyed_at: at }))
  await db.insertInto('tombstone').values(tombstones).execute()
  return buried
}

const buriedAtOnce = 100

function expired(db: Source, at: string) {
  return db
    .selectFrom('interview')
    .where('expires_at', '<=', at)
    .where('assessment_id', 'is', null)
    .where('key_id', 'is not', null)
    .where(eb => {
      const buried = eb.selectFrom('tombstone').select('key_id').whereRef('tombstone.key_id', '=', 'interview.key_id')
      return eb.not(eb.exists(buried))
    })
}

/**
 * Turns the draft, as it was read, into its assessment and drops the answers kept for it; false when an answer was
 * saved since, which nothing would have judged.
 */
export async function closeInterview(
  db: Source,
  { id, updated_at: seen }: Pick<InterviewRow, 'id' | 'updated_at'>,
  { assessmentId, at }: { readonly assessmentId: string; readonly at: string },
): Promise<boolean> {
  const values = { assessment_id: assessmentId, updated_at: at }
  const draft = db.updateTable('interview').set(values).where('id', '=', id).where('assessment_id', 'is', null)
  const closed = await draft.where('updated_at', '=', seen).executeTakeFirst()
  if (closed.numUpdatedRows === 0n) return false
  await db.deleteFrom('interview_answer').where('interview_id', '=', id).execute()
  return true
}

/** Binds the interview to the case that it tells of again; its own key has nothing left to open. */
export async function joinCase(
  db: Source,
  id: string,
  values: Pick<InterviewRow, 'case_id' | 'prompt' | 'key_id'>,
): Promise<void> {
  await db.updateTable('interview').set(values).where('id', '=', id).execute()
}

export function answerPlace(interviewId: string, item: string) {
  return { table: 'interview_answer', column: 'sealed_answer', row: `${interviewId}:${item}` } as const
}

/** The answers of a draft as they were saved; each was checked alone, together they may hold hidden ones. */
export async function openAnswers(db: Database, interview: InterviewRow, source: Source = db.read) {
  const answers: Record<string, Answer> = {}
  if (interview.key_id === null) return answers
  for (const row of await listInterviewAnswers(source, interview.id)) {
    const text = await db.keys.unseal(interview.key_id, answerPlace(interview.id, row.item), row.sealed_answer)
    answers[row.item] = JSON.parse(text) as Answer
  }
  return answers
}
