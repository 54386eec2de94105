import { sql, type Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

type Index = readonly [name: string, table: string, columns: readonly string[]]

const tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly key: readonly string[] }>> = {
  person_alias: {
    columns: ['id', 'person_id', 'region', 'kind', 'sealed_alias', 'added_at', 'added_by'],
    key: ['id'],
  },
  person_phone: { columns: ['id', 'person_id', 'region', 'sealed_phone', 'added_at', 'added_by'], key: ['id'] },
  person_address: { columns: ['id', 'person_id', 'region', 'sealed_address', 'added_at', 'added_by'], key: ['id'] },
  person_index: { columns: ['token', 'person_id'], key: ['token', 'person_id'] },
  person_iin: { columns: ['token', 'person_id'], key: ['token'] },
  person_decision: {
    columns: ['id', 'one_id', 'other_id', 'region', 'decision', 'decided_at', 'decided_by'],
    key: ['id'],
  },
  person_merge: {
    columns: ['id', 'kept_id', 'merged_id', 'region', 'action', 'sealed_reason', 'done_at', 'done_by'],
    key: ['id'],
  },
  iin_exception: {
    columns: ['id', 'person_id', 'region', 'doubts', 'sealed_reason', 'kept_at', 'kept_by'],
    key: ['id'],
  },
  location_reader: {
    columns: ['case_id', 'account_id', 'region', 'named_at', 'named_by'],
    key: ['case_id', 'account_id'],
  },
}

const indexes: readonly Index[] = [
  ['person_by_merged_into', 'person', ['merged_into']],
  ['person_by_indexed', 'person', ['indexed']],
  ['person_alias_by_person', 'person_alias', ['person_id']],
  ['person_phone_by_person', 'person_phone', ['person_id']],
  ['person_address_by_person', 'person_address', ['person_id', 'added_at']],
  ['person_index_by_person', 'person_index', ['person_id']],
  ['person_iin_by_person', 'person_iin', ['person_id']],
  ['person_decision_by_one', 'person_decision', ['one_id', 'other_id', 'decided_at']],
  ['person_decision_by_other', 'person_decision', ['other_id']],
  ['person_merge_by_kept', 'person_merge', ['kept_id']],
  ['person_merge_by_merged', 'person_merge', ['merged_id']],
  ['iin_exception_by_person', 'iin_exception', ['person_id']],
  ['case_file_by_victim', 'case_file', ['victim_id', 'perpetrator_id']],
  ['case_file_by_perpetrator', 'case_file', ['perpetrator_id']],
]

const facts = ['person_decision', 'person_merge', 'iin_exception']

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('person').addColumn('merged_into', 'text').execute()
  await db.schema
    .alterTable('person')
    .addColumn('indexed', 'integer', column => column.notNull().defaultTo(sql`0`))
    .execute()
  await db.schema.alterTable('person').addColumn('sealed_card', 'text').execute()
  for (const [name, { columns, key }] of Object.entries(tables)) await makeTable(db, name, columns, key)
  for (const [name, table, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  }
  for (const table of facts) await refuseChanges(db, table)
}

async function makeTable(db: Kysely<unknown>, name: string, columns: readonly string[], key: readonly string[]) {
  let builder = db.schema.createTable(name)
  for (const column of columns) builder = builder.addColumn(column, 'text', definition => definition.notNull())
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
}
