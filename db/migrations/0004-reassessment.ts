import { sql, type Kysely } from 'kysely'

/**
 * Several assessments of one case: which one supersedes which, interviews bound to a case, and what waits for the unit
 * head. Whatever stands in the tables before is the first assessment of its case.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await extendAssessment(db)
  await extendInterview(db)
  await createHeadTable(db, 'category_raise', ['raised_at', 'raised_by'], ['acknowledged_at', 'acknowledged_by'])
  const decided = ['sealed_reason', 'decided_at', 'decided_by']
  await createHeadTable(db, 'category_lowering', ['state', 'asked_at', 'asked_by'], decided)
}

async function extendAssessment(db: Kysely<unknown>) {
  const add = () => db.schema.alterTable('assessment')
  await add()
    .addColumn('kind', 'text', column => column.notNull().defaultTo('first'))
    .execute()
  await add()
    .addColumn('serial', 'integer', column => column.notNull().defaultTo(1))
    .execute()
  for (const column of ['supersedes_id', 'origin_id', 'follows_id', 'stood_category', 'prompt']) {
    await add().addColumn(column, 'text').execute()
  }
  await db.schema
    .createIndex('assessment_serial_of_case')
    .unique()
    .on('assessment')
    .columns(['case_id', 'serial'])
    .execute()
  await db.schema
    .createIndex('assessment_superseded_once')
    .unique()
    .on('assessment')
    .column('supersedes_id')
    .where(sql.ref('supersedes_id'), 'is not', null)
    .execute()
}

async function extendInterview(db: Kysely<unknown>) {
  await db.schema.alterTable('interview').addColumn('case_id', 'text').execute()
  await db.schema.alterTable('interview').addColumn('prompt', 'text').execute()
  await db.schema.createIndex('interview_by_case').on('interview').columns(['case_id', 'updated_at']).execute()
  await db.schema
    .alterTable('interview_answer')
    .addColumn('prefilled', 'integer', column => column.notNull().defaultTo(0))
    .execute()
}

/** What an officer has done to a category and the unit head has to see; the last columns stay empty until then. */
async function createHeadTable(db: Kysely<unknown>, name: string, before: string[], after: string[]) {
  let table = db.schema.createTable(name).addColumn('id', 'text', column => column.primaryKey())
  const place = ['case_id', 'assessment_id', 'origin_id', 'region', 'district', 'from_category', 'to_category']
  for (const column of [...place, ...before]) table = table.addColumn(column, 'text', each => each.notNull())
  for (const column of after) table = table.addColumn(column, 'text')
  await table.execute()
  await db.schema.createIndex(`${name}_by_case`).on(name).column('case_id').execute()
  await db.schema.createIndex(`${name}_by_origin`).on(name).column('origin_id').execute()
  await db.schema
    .createIndex(`${name}_by_district`)
    .on(name)
    .columns(['district', before[0] ?? 'id'])
    .execute()
}
