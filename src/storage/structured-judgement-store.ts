import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type StructuredJudgementRow = Selectable<Schema['structured_judgement']>

const codings = z.object({
  items: z.record(z.string(), z.record(z.string(), z.string())),
  summary: z.record(z.string(), z.string()),
})

/** The factors as the officer coded them, by item and period, and the officer's summary; codes of the instrument. */
export type StructuredCodings = z.infer<typeof codings>

export async function insertStructuredJudgement(db: Source, row: StructuredJudgementRow): Promise<void> {
  await db.insertInto('structured_judgement').values(row).execute()
}

/** The latest one of this instrument: a later one corrects an earlier one, and both stay. */
export async function findStructuredJudgement(
  db: Source,
  assessmentId: string,
  instrument: string,
): Promise<StructuredJudgementRow | null> {
  const query = db
    .selectFrom('structured_judgement')
    .selectAll()
    .where('assessment_id', '=', assessmentId)
    .where('instrument', '=', instrument)
    .orderBy('recorded_at', 'desc')
  return (await query.limit(1).executeTakeFirst()) ?? null
}

/** All that was judged beside one assessment. */
export async function listJudgementsOf(db: Source, assessmentId: string): Promise<StructuredJudgementRow[]> {
  return db.selectFrom('structured_judgement').selectAll().where('assessment_id', '=', assessmentId).execute()
}

export function codingsPlace(id: string) {
  return { table: 'structured_judgement', column: 'sealed_codings', row: id } as const
}

export async function openCodings(
  db: Database,
  keyId: string,
  row: StructuredJudgementRow,
): Promise<StructuredCodings> {
  return codings.parse(JSON.parse(await db.keys.unseal(keyId, codingsPlace(row.id), row.sealed_codings)))
}
