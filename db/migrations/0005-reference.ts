import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

/** Dated reference data and the numbers of printed sheets: facts, followed by later rows, never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reference_entry')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('code', 'text', column => column.notNull())
    .addColumn('valid_from_on', 'text', column => column.notNull())
    .addColumn('valid_to_on', 'text')
    .addColumn('revision', 'integer', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addColumn('recorded_at', 'text', column => column.notNull())
    .addColumn('recorded_by', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('reference_entry_by_code')
    .on('reference_entry')
    .columns(['kind', 'code', 'valid_from_on', 'revision'])
    .unique()
    .execute()
  await refuseChanges(db, 'reference_entry')
  await createPrintedSheets(db)
}

async function createPrintedSheets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('printed_sheet')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('number', 'text', column => column.notNull().unique())
    .addColumn('assessment_id', 'text', column => column.notNull())
    .addColumn('case_id', 'text', column => column.notNull())
    .addColumn('region', 'text', column => column.notNull())
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('legal_bases', 'text', column => column.notNull())
    .addColumn('measures', 'text', column => column.notNull())
    .addColumn('printed_at', 'text', column => column.notNull())
    .addColumn('printed_by', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('printed_sheet_by_assessment').on('printed_sheet').columns(['assessment_id']).execute()
  await refuseChanges(db, 'printed_sheet')
}
