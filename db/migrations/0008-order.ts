import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

const tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly nullable: readonly string[] }>> =
  {
    protective_order: {
      columns: ['id', 'case_id', 'region', 'district', 'kind', 'sealed_act', 'issued_on', 'recorded_at', 'recorded_by'],
      nullable: ['handed_at', 'ends_on', 'ends_at', 'ended_at', 'legal_basis_id', 'weapons'],
    },
    order_check: { columns: ['id', 'order_id', 'case_id', 'region'], nullable: [] },
    order_breach: {
      columns: ['id', 'order_id', 'case_id', 'region', 'happened_at', 'sealed_account', 'recorded_at', 'recorded_by'],
      nullable: [],
    },
    release_date: { columns: ['id', 'case_id', 'region', 'released_on', 'recorded_at', 'recorded_by'], nullable: [] },
  }

const indexes = [
  ['protective_order_by_case', 'protective_order', ['case_id', 'issued_on']],
  ['protective_order_by_district', 'protective_order', ['district', 'issued_on']],
  ['order_check_by_order', 'order_check', ['order_id']],
  ['order_check_by_case', 'order_check', ['case_id']],
  ['order_breach_by_case', 'order_breach', ['case_id', 'happened_at']],
  ['release_date_by_case', 'release_date', ['case_id', 'released_on']],
] as const

/** Orders against the perpetrator. An `order_check` has the id of the measure that carries it out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, nullable }] of Object.entries(tables)) {
    let builder = db.schema.createTable(name)
    for (const column of columns) builder = builder.addColumn(column, 'text', each => each.notNull())
    for (const column of nullable) builder = builder.addColumn(column, 'text')
    if (name === 'protective_order') builder = builder.addColumn('serial', 'integer', each => each.notNull())
    await builder.addPrimaryKeyConstraint(`${name}_key`, ['id'] as never[]).execute()
  }
  for (const [name, table, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  }
  // What happened stays as it was recorded: rules 8 and 9 count it.
  for (const fact of ['incident', 'order_breach', 'release_date']) await refuseChanges(db, fact)
}
