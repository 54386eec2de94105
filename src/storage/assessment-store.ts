import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Assessment } from '../domain/assessment/assess.ts'
import type { Answer } from '../domain/questionnaire/answer.ts'
import { categories, type Category } from '../domain/questionnaire/procedure.ts'
import type { Facts } from '../domain/questionnaire/truth.ts'
import type { Database } from './database.ts'
import { insertMany } from './insert-many.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'
import { notVoided } from './voided-filter.ts'

export type StoredAssessmentRow = Selectable<Schema['assessment']>
export type DefinitionRow = Selectable<Schema['assessment_definition']>

export async function insertAssessment(db: Source, row: StoredAssessmentRow): Promise<void> {
  await insertAssessments(db, [row])
}

export async function insertAssessments(db: Source, rows: readonly StoredAssessmentRow[]): Promise<void> {
  await insertMany(db, 'assessment', rows)
}

/** What judged the assessment, and the first use of each version, from which on its file is frozen. */
export async function insertDefinitions(db: Source, rows: readonly DefinitionRow[], at: string): Promise<void> {
  await insertMany(db, 'assessment_definition', rows)
  const uses = rows.map(({ kind, name, version, sha256 }) => ({ kind, name, version, sha256, first_used_at: at }))
  const each = new Map(uses.map(use => [`${use.kind} ${use.name} ${use.version}`, use]))
  await insertMany(db, 'definition_use', [...each.values()], 'keeps_first')
}

/** With the key of its case, and its result as the rules gave it. */
export type AssessmentRow = Omit<StoredAssessmentRow, 'result'> & {
  readonly key_id: string
  readonly result: Assessment
  readonly facts: Facts
  readonly raised_to: Category | null
  /** Items whose answer is another than at the assessment before. */
  readonly changed: readonly string[]
}

const stored = z.object({
  facts: z.record(z.string(), z.union([z.boolean(), z.number()])),
  raised_to: z.enum(categories).nullable(),
  changed: z.array(z.string()).default([]),
  assessment: z.custom<Assessment>(value => typeof value === 'object' && value !== null),
})

function found(row: StoredAssessmentRow & { readonly key_id: string }): AssessmentRow {
  const { assessment, ...rest } = stored.parse(JSON.parse(row.result))
  return { ...row, result: assessment, ...rest }
}

function withKeys(db: Source) {
  const joined = db.selectFrom('assessment as a').innerJoin('case_file as c', 'c.id', 'a.case_id')
  return joined.selectAll('a').select('c.key_id')
}

export async function findAssessment(db: Source, id: string): Promise<AssessmentRow | null> {
  const row = await withKeys(db).where('a.id', '=', id).executeTakeFirst()
  return row ? found(row) : null
}

/** The assessments of one case, the last first. */
export async function listCaseAssessments(db: Source, caseId: string): Promise<AssessmentRow[]> {
  const query = withKeys(db).where('a.case_id', '=', caseId).orderBy('a.serial', 'desc')
  return (await query.limit(100).execute()).map(found)
}

/** Those that were not voided, the first first. */
export async function listStandingAssessments(db: Source, caseId: string): Promise<AssessmentRow[]> {
  const query = withKeys(db).where('a.case_id', '=', caseId).where(notVoided('assessment', 'a.id'))
  return (await query.orderBy('a.serial').execute()).map(found)
}

/** The last assessment of a case that was not voided: the one that counts. */
export async function findLastAssessment(db: Source, caseId: string): Promise<AssessmentRow | null> {
  const standing = withKeys(db).where('a.case_id', '=', caseId).where(notVoided('assessment', 'a.id'))
  const row = await standing.orderBy('a.serial', 'desc').limit(1).executeTakeFirst()
  return row ? found(row) : null
}

/** The number of the next assessment of a case; voided ones keep theirs. */
export async function nextSerial(db: Source, caseId: string): Promise<number> {
  const query = db.selectFrom('assessment').select('serial').where('case_id', '=', caseId)
  return 1 + ((await query.orderBy('serial', 'desc').limit(1).executeTakeFirst())?.serial ?? 0)
}

/** The recomputation that has taken the place of this assessment. */
export async function findSuperseding(db: Source, id: string): Promise<AssessmentRow | null> {
  const standing = withKeys(db).where('a.supersedes_id', '=', id).where(notVoided('assessment', 'a.id'))
  const row = await standing.executeTakeFirst()
  return row ? found(row) : null
}

/** Steps through every assessment in the order of ids, for `rescore`. */
export async function listAssessmentsAfter(db: Source, id: string, limit: number): Promise<AssessmentRow[]> {
  return (await withKeys(db).where('a.id', '>', id).orderBy('a.id').limit(limit).execute()).map(found)
}

/** The same without what was voided and without those whose place a recomputation of the same incident has taken. */
export async function listStandingAfter(db: Source, id: string, limit: number): Promise<AssessmentRow[]> {
  const superseded = db
    .selectFrom('assessment as s')
    .select('s.supersedes_id')
    .where('s.supersedes_id', 'is not', null)
    .where(notVoided('assessment', 's.id'))
  const standing = withKeys(db).where('a.id', '>', id).where(notVoided('assessment', 'a.id'))
  return (await standing.where('a.id', 'not in', superseded).orderBy('a.id').limit(limit).execute()).map(found)
}

export async function listDefinitions(db: Source, assessmentId: string): Promise<DefinitionRow[]> {
  return db.selectFrom('assessment_definition').selectAll().where('assessment_id', '=', assessmentId).execute()
}

export function assessmentPlace(id: string, column: 'sealed_answers' | 'sealed_concern') {
  return { table: 'assessment', column, row: id } as const
}

const answers = z.record(
  z.string(),
  z.custom<Answer>(value => typeof value === 'object' && value !== null),
)

const concern = z.object({
  concern: z.string(),
  /** Why an answer was corrected; absent where none was. */
  correction: z.string().optional(),
  raise: z.object({ category: z.enum(categories), reason: z.string() }).nullable(),
})

export type OpenedAssessment = {
  readonly answers: Readonly<Record<string, Answer>>
  /** The officer's own words, and the raise with its reason. */
  readonly concern: string
  readonly correction?: string | undefined
  readonly raise: z.infer<typeof concern>['raise']
}

/** Tier 3. The answers lack the two persons, who lie under keys of their own. */
export async function openAssessment(db: Database, row: SealedAssessment): Promise<OpenedAssessment> {
  const open = (column: 'sealed_answers' | 'sealed_concern') =>
    db.keys.unseal(row.key_id, assessmentPlace(row.id, column), row[column])
  const words = concern.parse(JSON.parse(await open('sealed_concern')))
  return { ...words, answers: answers.parse(JSON.parse(await open('sealed_answers'))) }
}

type SealedAssessment = Pick<AssessmentRow, 'id' | 'key_id' | 'sealed_answers' | 'sealed_concern'>
