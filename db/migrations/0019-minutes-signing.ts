import type { Kysely } from 'kysely'

/** In which capacity the chair's place was signed; addenda count from 1 for each item. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('minutes_approval').addColumn('capacity', 'text').execute()
  await db.schema.dropIndex('addendum_of_minutes').execute()
  const counted = db.schema.createIndex('addendum_of_item').on('minutes_addendum')
  await counted.columns(['minutes_id', 'item_id', 'serial']).unique().execute()
}
