import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

type Column = readonly [name: string, type: 'text' | 'integer', nullable?: 'nullable']

async function table(db: Kysely<unknown>, name: string, columns: readonly Column[], key: readonly string[]) {
  let builder = db.schema.createTable(name)
  for (const [column, type, nullable] of columns) {
    builder = builder.addColumn(column, type, definition => (nullable ? definition : definition.notNull()))
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
}

async function index(db: Kysely<unknown>, on: string, columns: readonly string[], unique: '' | 'unique' = '') {
  const builder = db.schema
    .createIndex(`${on}_by_${columns.join('_')}`)
    .on(on)
    .columns([...columns])
  await (unique ? builder.unique() : builder).execute()
}

const t = (name: string): Column => [name, 'text']
const i = (name: string): Column => [name, 'integer']
const maybe = (name: string): Column => [name, 'text', 'nullable']

export async function up(db: Kysely<unknown>): Promise<void> {
  await accessTables(db)
  await auditTables(db)
  await interviewTables(db)
  await caseTables(db)
  await queueTables(db)
}

async function accessTables(db: Kysely<unknown>) {
  const organisation = ['id', 'kind', 'name_kk', 'name_ru', 'region'].map(t)
  await table(db, 'organisation', [...organisation, maybe('district'), i('active'), t('created_at')], ['id'])
  const account = ['id', 'username', 'display_name', 'role', 'organisation_id', 'region'].map(t)
  const rest = [maybe('district'), t('password_hash'), t('language'), i('active'), t('created_at')]
  await table(db, 'account', [...account, ...rest], ['id'])
  await index(db, 'account', ['username'], 'unique')
  const times = ['data', 'created_at', 'seen_at', 'expires_at'].map(t)
  await table(db, 'session', [t('id_hash'), maybe('account_id'), ...times], ['id_hash'])
  await index(db, 'session', ['account_id'])
  await index(db, 'session', ['expires_at'])
  await table(db, 'attempt_limit', [t('key'), i('points'), maybe('expires_at')], ['key'])
}

async function auditTables(db: Kysely<unknown>) {
  await table(db, 'audit_head', [t('region'), i('seq'), t('hash')], ['region'])
  const entry = ['at', 'actor_id', 'actor_role', 'action', 'subject', 'details', 'prev_hash', 'hash'].map(t)
  await table(db, 'audit_entry', [t('region'), i('seq'), ...entry], ['region', 'seq'])
  await refuseChanges(db, 'audit_entry')
  await table(db, 'tombstone', ['key_id', 'kind', 'destroyed_at'].map(t), ['key_id'])
  const use = ['kind', 'name', 'version', 'sha256', 'first_used_at'].map(t)
  await table(db, 'definition_use', use, ['kind', 'name', 'version'])
}

async function interviewTables(db: Kysely<unknown>) {
  const before = ['id', 'region', 'district', 'account_id'].map(t)
  const after = ['bank_version', 'started_at', 'updated_at', 'expires_at'].map(t)
  await table(db, 'interview', [...before, maybe('key_id'), ...after, maybe('assessment_id')], ['id'])
  await index(db, 'interview', ['account_id', 'updated_at'])
  await index(db, 'interview', ['expires_at'])
  const answer = ['interview_id', 'item', 'sealed_answer', 'answered_at'].map(t)
  await table(db, 'interview_answer', answer, ['interview_id', 'item'])
}

async function caseTables(db: Kysely<unknown>) {
  await table(db, 'person', ['id', 'region', 'key_id', 'sealed_identity', 'sex', 'created_at'].map(t), ['id'])
  const pair = ['id', 'number', 'region', 'district', 'victim_id', 'perpetrator_id', 'relationship', 'key_id'].map(t)
  const standing = [t('state'), t('category'), i('category_rank'), i('provisional'), t('reassess_by')]
  const opened = ['sealed_contact', 'sealed_wishes', 'opened_at', 'opened_by'].map(t)
  await table(db, 'case_file', [...pair, ...standing, ...opened], ['id'])
  await index(db, 'case_file', ['number'], 'unique')
  await index(db, 'case_file', ['district', 'category_rank', 'opened_at'])
  await index(db, 'case_file', ['region', 'category_rank', 'opened_at'])
  const incident = ['id', 'case_id', 'region', 'sealed_account', 'happened_at', 'recorded_at', 'recorded_by'].map(t)
  await table(db, 'incident', incident, ['id'])
  await index(db, 'incident', ['case_id', 'happened_at'])
  const assessment = ['id', 'case_id', 'incident_id', 'region', 'district', 'submitted_at', 'submitted_by'].map(t)
  const sealed = ['prior_category', 'sealed_concern', 'sealed_answers', 'category'].map(t)
  const judged = [i('provisional'), t('result'), t('procedure_name'), t('procedure_version')]
  await table(db, 'assessment', [...assessment, ...sealed, ...judged], ['id'])
  await index(db, 'assessment', ['case_id', 'submitted_at'])
  await refuseChanges(db, 'assessment')
  const definition = ['assessment_id', 'region', 'kind', 'name', 'version', 'sha256'].map(t)
  await table(db, 'assessment_definition', definition, ['assessment_id', 'kind', 'name'])
  await refuseChanges(db, 'assessment_definition')
}

async function queueTables(db: Kysely<unknown>) {
  const measure = ['id', 'case_id', 'assessment_id', 'region', 'district', 'code', 'obligation', 'owner_role'].map(t)
  const done = [t('due_at'), t('state'), maybe('sealed_note'), maybe('closed_at'), maybe('closed_by')]
  await table(db, 'measure', [...measure, ...done], ['id'])
  await index(db, 'measure', ['case_id', 'due_at'])
  await index(db, 'measure', ['district', 'state', 'owner_role', 'due_at'])
  const item = ['id', 'case_id', 'region', 'district', 'category'].map(t)
  const clocks = ['reasons', 'listed_at', 'available_at', 'hear_by', 'state'].map(t)
  await table(db, 'agenda_item', [...item, i('category_rank'), ...clocks], ['id'])
  await index(db, 'agenda_item', ['district', 'state', 'category_rank', 'hear_by'])
  await index(db, 'agenda_item', ['region', 'state', 'category_rank', 'hear_by'])
  await index(db, 'agenda_item', ['case_id'])
}
