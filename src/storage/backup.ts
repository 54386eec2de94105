import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { dumpTables, loadTables } from './backup-lines.ts'
import type { Database } from './database.ts'
import { engineOptionsOf, keyOptionsOf, type DatabaseOptions } from './database.ts'
import { openKeyTable } from './key-table.ts'
import { migrate } from './migrate.ts'
import { copySqliteFile, openEngine, openSqliteFile, type Connections } from './portable.ts'

type Tables = Kysely<Record<string, Record<string, unknown>>>

/** Copies the data of a running system as one consistent state. The file must not exist yet. */
export async function backup(db: Database, file: string): Promise<void> {
  await copyOut(db.engine, file)
}

/** Copies the wrapped keys. They open nothing without the master key, which no backup holds. */
export async function backupKeys(db: Database, file: string): Promise<void> {
  await copyOut(db.keys.table, file)
}

/** Puts a backup of the data where none are yet. */
export async function restore(options: DatabaseOptions, file: string): Promise<void> {
  if (options.databaseUrl === undefined) return restoreSqlite(file, join(options.dataDir, 'pana.db'))
  const engine = await openEngine(engineOptionsOf(options))
  try {
    await migrate(engine)
    await loadTables(engine.write as unknown as Tables, file)
  } finally {
    await engine.close()
  }
}

/** Puts a backup of the wrapped keys where none are yet. */
export async function restoreKeys(options: DatabaseOptions, file: string): Promise<void> {
  if (options.databaseUrl === undefined) return restoreSqlite(file, join(options.keyDir, 'keys.db'))
  const keys = await openKeyTable(keyOptionsOf(options))
  try {
    await loadTables(keys.write as unknown as Tables, file)
  } finally {
    await keys.close()
  }
}

async function copyOut<S>(connections: Connections<S>, file: string): Promise<void> {
  if (existsSync(file)) throw new Error('the backup file exists already')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (connections.kind === 'sqlite') copySqliteFile(connections.location, file)
  else await dumpTables(connections.read as unknown as Tables, file)
  sync(file)
  sync(dirname(file))
}

function restoreSqlite(file: string, target: string): void {
  if (existsSync(target)) throw new Error('restore needs a place without a database')
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  copyFileSync(file, target)
  chmodSync(target, 0o600)
  const copy = openSqliteFile(target)
  const state = copy.pragma('integrity_check', { simple: true })
  copy.close()
  if (state !== 'ok') throw new Error('the backup file is damaged or cut')
  sync(target)
  sync(dirname(target))
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
