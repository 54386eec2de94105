import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { dumpTables, loadTables, refuseFilledTables } from './backup-lines.ts'
import type { Database } from './database.ts'
import { engineOptionsOf, keyOptionsOf, type DatabaseOptions } from './database.ts'
import { openKeyTable, type KeyConnections } from './key-table.ts'
import { migrate } from './migrate.ts'
import { copySqliteFile, openEngine, openSqliteFile, type Connections } from './portable.ts'

type Tables = Kysely<Record<string, Record<string, unknown>>>

/** Copies the data of a running system as one consistent state. The file must not exist yet. */
export async function backup({ engine }: Pick<Database, 'engine'>, file: string): Promise<void> {
  await copyOut(engine, file)
}

/** Copies the wrapped keys. They open nothing without the master key, which no backup holds. */
export async function backupKeys(db: { keys: { table: KeyConnections } }, file: string): Promise<void> {
  await copyOut(db.keys.table, file)
}

/** Asked before the first of several restorations, so that none is left half done. @throws when a target holds data. */
export async function refuseFilledTargets(
  options: DatabaseOptions,
  { data, keys }: { readonly data: boolean; readonly keys: boolean },
): Promise<void> {
  if (options.databaseUrl === undefined) {
    if (data) refuseExisting(dataFileOf(options))
    if (keys) refuseExisting(keyFileOf(options))
    return
  }
  if (data) await refuseFilled(await openEngine(engineOptionsOf(options)))
  if (keys) await refuseFilled(await openKeyTable(keyOptionsOf(options)))
}

async function refuseFilled<S>(connections: Connections<S>): Promise<void> {
  try {
    await refuseFilledTables(connections.read as unknown as Tables)
  } finally {
    await connections.close()
  }
}

/** Puts a backup of the data where none are yet. */
export async function restore(options: DatabaseOptions, file: string): Promise<void> {
  if (options.databaseUrl === undefined) return restoreSqlite(file, dataFileOf(options))
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
  if (options.databaseUrl === undefined) return restoreSqlite(file, keyFileOf(options))
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

function dataFileOf({ dataDir }: DatabaseOptions): string {
  return join(dataDir, 'pana.db')
}

function keyFileOf({ keyDir }: DatabaseOptions): string {
  return join(keyDir, 'keys.db')
}

function refuseExisting(target: string): void {
  if (existsSync(target)) throw new Error(`restore needs a place without a database: ${target} is there`)
}

/** The copy takes its name only when it is found whole, so that a damaged backup leaves the place as it was. */
function restoreSqlite(file: string, target: string): void {
  refuseExisting(target)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const part = `${target}.part`
  try {
    copyFileSync(file, part)
    chmodSync(part, 0o600)
    refuseDamaged(part)
    sync(part)
    renameSync(part, target)
    sync(dirname(target))
  } finally {
    for (const rest of ['', '-wal', '-shm']) rmSync(`${part}${rest}`, { force: true })
  }
}

function refuseDamaged(file: string): void {
  const copy = openSqliteFile(file)
  try {
    const state = copy.pragma('integrity_check', { simple: true })
    if (state !== 'ok') throw new Error('the backup file is damaged or cut')
  } finally {
    copy.close()
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
