import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'

/** What an attacker with the whole database does first: take the triggers of a table of facts away. */
export async function dropRefusals({ engine, write }: Database, table: string): Promise<void> {
  const drops =
    engine.kind === 'sqlite'
      ? ['update', 'delete'].map(change => `drop trigger ${table}_refuse_${change}`)
      : [`drop trigger ${table}_refuse_change on ${table}`]
  for (const drop of drops) await sql.raw(drop).execute(write)
}
