import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

/** The officer's structured professional judgement beside an assessment: a fact, never changed, at most corrected by a later one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('structured_judgement')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('assessment_id', 'text', column => column.notNull())
    .addColumn('case_id', 'text', column => column.notNull())
    .addColumn('region', 'text', column => column.notNull())
    .addColumn('instrument', 'text', column => column.notNull())
    .addColumn('version', 'text', column => column.notNull())
    .addColumn('sealed_codings', 'text', column => column.notNull())
    .addColumn('recorded_at', 'text', column => column.notNull())
    .addColumn('recorded_by', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('structured_judgement_by_assessment')
    .on('structured_judgement')
    .columns(['assessment_id', 'instrument', 'recorded_at'])
    .execute()
  await refuseChanges(db, 'structured_judgement')
}
