import type { Kysely } from 'kysely'

const queueOrder = ['state', 'category_rank', 'hear_by']

/** The id orders what has the same clock; the last column lets a queue be counted without its rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const place of ['district', 'region']) {
    await db.schema.dropIndex(`agenda_item_by_${[place, ...queueOrder].join('_')}`).execute()
    await db.schema
      .createIndex(`agenda_item_queue_of_${place}`)
      .on('agenda_item')
      .columns([place, ...queueOrder, 'id', 'available_at'])
      .execute()
  }
}
