import { sql, type Kysely } from 'kysely'
import { refuseChanges, refuseChangesOf } from '../../src/storage/portable.ts'

const columns = ['id', 'kind', 'target_kind', 'target_id', 'case_id', 'region', 'district', 'state', 'sealed_reason']
const asked = ['asked_at', 'asked_by']
const later = ['sealed_answer', 'decided_at', 'decided_by', 'made_case_id']

/**
 * What was asked to be put right, and what counts no longer: the facts themselves stay as they were recorded. And whose
 * password was chosen by somebody else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  let correction = db.schema.createTable('correction')
  for (const column of [...columns, ...asked]) correction = correction.addColumn(column, 'text', each => each.notNull())
  for (const column of later) correction = correction.addColumn(column, 'text')
  await correction.addPrimaryKeyConstraint('correction_key', ['id'] as never[]).execute()
  await db.schema.createIndex('correction_by_case').on('correction').columns(['case_id', 'asked_at']).execute()
  await db.schema.createIndex('correction_by_made').on('correction').column('made_case_id').execute()
  await db.schema.createIndex('correction_by_district').on('correction').columns(['district', 'state']).execute()
  await db.schema
    .createIndex('correction_asked_once')
    .unique()
    .on('correction')
    .columns(['target_kind', 'target_id'])
    .where(sql.ref('state'), '=', 'pending')
    .execute()
  await createVoided(db)
  await db.schema
    .alterTable('account')
    .addColumn('must_change_password', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  // A voided recomputation leaves its place to the next one; the serial of a case still lets one of two in.
  await db.schema.dropIndex('assessment_superseded_once').execute()
  await db.schema.createIndex('assessment_by_superseded').on('assessment').column('supersedes_id').execute()
}

async function createVoided(db: Kysely<unknown>): Promise<void> {
  let voided = db.schema.createTable('voided')
  for (const column of ['target_kind', 'target_id', 'correction_id', 'case_id', 'region', 'voided_at'])
    voided = voided.addColumn(column, 'text', each => each.notNull())
  await voided.addPrimaryKeyConstraint('voided_key', ['target_kind', 'target_id'] as never[]).execute()
  await db.schema.createIndex('voided_by_case').on('voided').column('case_id').execute()
  await refuseChanges(db, 'voided')
  await refuseChangesOf(db, 'voided', ['target_kind', 'target_id', 'correction_id', 'case_id', 'voided_at'])
}
