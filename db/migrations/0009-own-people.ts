import type { Kysely } from 'kysely'

const tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly key: readonly string[] }>> = {
  own_person: {
    columns: ['id', 'account_id', 'region', 'relation', 'key_id', 'sealed_identity', 'declared_at', 'declared_by'],
    key: ['id'],
  },
  own_person_index: { columns: ['token', 'own_person_id'], key: ['token', 'own_person_id'] },
  own_case: { columns: ['own_person_id', 'case_id', 'closed_at'], key: ['own_person_id', 'case_id'] },
}

const indexes = [
  ['own_person_by_account', 'own_person', 'account_id'],
  ['own_person_index_by_person', 'own_person_index', 'own_person_id'],
  ['own_case_by_case', 'own_case', 'case_id'],
  ['review_notice_by_region', 'review_notice', 'region'],
] as const

/** Who the people of the accounts and their relatives are, the cases that are theirs, and what the reviewer is told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, key }] of Object.entries(tables)) {
    let builder = db.schema.createTable(name)
    for (const column of columns) builder = builder.addColumn(column, 'text', each => each.notNull())
    await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
  }
  let notice = db.schema.createTable('review_notice').addColumn('id', 'text', each => each.primaryKey())
  for (const column of ['case_id', 'region', 'told_at'])
    notice = notice.addColumn(column, 'text', each => each.notNull())
  await notice.addColumn('seen_at', 'text').addColumn('seen_by', 'text').execute()
  for (const [name, table, column] of indexes) await db.schema.createIndex(name).on(table).column(column).execute()
}
