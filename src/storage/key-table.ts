import { join } from 'node:path'
import { sql } from 'kysely'
import {
  connectPostgres,
  connectSqlite,
  createPostgresDatabase,
  isUniqueViolation,
  type Connections,
} from './portable.ts'

export type KeyId = string
export type KeyKind = 'case' | 'person' | 'interview' | 'referral' | 'client' | 'provider'

export type KeySchema = {
  wrapped_key: { id: string; kind: string; wrapped: string; created_at: string }
}

export type KeyConnections = Connections<KeySchema>

/** Opens the store of wrapped keys, which never shares a file or a database with the data. */
export async function openKeyTable(options: { keyDir: string; keyDatabaseUrl?: string }): Promise<KeyConnections> {
  const connections = await connectKeys(options)
  // On PostgreSQL two processes that make the same table at once may collide although each says «if not exists».
  await createTable(connections).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
  })
  return connections
}

async function createTable(connections: KeyConnections): Promise<void> {
  await connections.write.schema
    .createTable('wrapped_key')
    .ifNotExists()
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('wrapped', 'text', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .execute()
}

export async function insertWrappedKeys(
  table: KeyConnections,
  rows: readonly KeySchema['wrapped_key'][],
): Promise<void> {
  await table.write
    .insertInto('wrapped_key')
    .values([...rows])
    .execute()
}

/** Deletes a wrapped key and the copies of it that the engine would keep for a while. */
export async function eraseWrappedKey(table: KeyConnections, id: string): Promise<void> {
  await table.write.deleteFrom('wrapped_key').where('id', '=', id).execute()
  const residue = table.kind === 'sqlite' ? sql`pragma wal_checkpoint(truncate)` : sql`vacuum wrapped_key`
  await residue.execute(table.write)
}

async function connectKeys(options: { keyDir: string; keyDatabaseUrl?: string }): Promise<KeyConnections> {
  if (options.keyDatabaseUrl === undefined) return connectSqlite<KeySchema>(join(options.keyDir, 'keys.db'))
  await createPostgresDatabase(options.keyDatabaseUrl)
  return connectPostgres<KeySchema>(options.keyDatabaseUrl, 5)
}
