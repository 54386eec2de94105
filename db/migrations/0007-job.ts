import type { Kysely } from 'kysely'

/** Work of the program itself: which process does it, when it was last done, what came of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('job')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('holder', 'text', column => column.notNull())
    .addColumn('leased_until', 'text', column => column.notNull())
    .addColumn('ran_at', 'text')
    .addColumn('result', 'text')
    .execute()
}
