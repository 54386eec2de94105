import { resolve, sep } from 'node:path'
import type { Kysely } from 'kysely'
import { AnchorWriter } from './anchor-writer.ts'
import { openKeys, type KeyOptions, type KeyStore } from './keys.ts'
import { migrate } from './migrate.ts'
import { openEngine, type Engine } from './portable.ts'
import type { Schema } from './schema.ts'

export type DatabaseOptions = {
  readonly dataDir: string
  readonly keyDir: string
  readonly anchorDir: string
  /** With an address the data lie in PostgreSQL, otherwise in a file of the data folder. */
  readonly databaseUrl?: string | undefined
  /** Absent on PostgreSQL: the database `pana_keys` of the same server. */
  readonly keyDatabaseUrl?: string | undefined
  /** Training makes missing key files. */
  readonly allowCreate?: boolean
  /** Whether to bring the schema to the newest migration; true unless said otherwise. */
  readonly migrate?: boolean
  /** For a command that only examines: no head is anchored, so that what is found stays as it was found. */
  readonly anchor?: boolean
  readonly now?: () => Date
  readonly onAnchorFault?: (error: unknown) => void
}

export type Database = {
  readonly engine: Engine
  readonly read: Kysely<Schema>
  readonly write: Kysely<Schema>
  readonly keys: KeyStore
  readonly audit: AnchorWriter
  close(): Promise<void>
}

/** Opens data, keys and anchors, and finishes shredding that a stop or a restored key store has undone. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (isInside(options.keyDir, options.dataDir)) throw new Error('the key folder must not lie in the data folder')
  const engine = await openEngine(engineOptionsOf(options))
  try {
    if (options.migrate ?? true) await migrate(engine)
    const keys = await openKeys(keyOptionsOf(options))
    if (options.migrate ?? true) await finishShredding(engine, keys)
    return assemble(options, engine, keys)
  } catch (error) {
    await engine.close()
    throw error
  }
}

export function isInside(folder: string, outer: string): boolean {
  return `${resolve(folder)}${sep}`.startsWith(`${resolve(outer)}${sep}`)
}

export function engineOptionsOf(options: DatabaseOptions): { databaseUrl: string } | { dataDir: string } {
  return options.databaseUrl === undefined ? { dataDir: options.dataDir } : { databaseUrl: options.databaseUrl }
}

export function keyOptionsOf(options: DatabaseOptions): KeyOptions {
  const { keyDir, databaseUrl, allowCreate = false, now = () => new Date() } = options
  if (databaseUrl === undefined) return { keyDir, allowCreate, now }
  const keyDatabaseUrl = options.keyDatabaseUrl ?? neighbour(databaseUrl)
  if (keyDatabaseUrl === databaseUrl) throw new Error('the keys need another database than the data')
  return { keyDir, allowCreate, now, keyDatabaseUrl }
}

/** Destroys again what a tombstone says is destroyed. */
export async function finishShredding(engine: Engine, keys: KeyStore): Promise<void> {
  const tombstones = await engine.read.selectFrom('tombstone').select('key_id').execute()
  await keys.destroyAll(tombstones.map(row => row.key_id))
}

function neighbour(databaseUrl: string): string {
  return Object.assign(new URL(databaseUrl), { pathname: '/pana_keys' }).href
}

function assemble(options: DatabaseOptions, engine: Engine, keys: KeyStore): Database {
  const { anchorDir, now = () => new Date(), onAnchorFault = throwLater } = options
  const audit = new AnchorWriter({ anchorDir, read: engine.read, keys, now, onFault: onAnchorFault })
  const stop = async () => {
    await audit.close({ flush: options.anchor ?? true })
    await keys.close()
    await engine.close()
  }
  let stopped: Promise<void> | undefined
  const close = () => (stopped ??= stop())
  return { engine, read: engine.read, write: engine.write, keys, audit, close }
}

// A caller that listens to no anchor fault learns of it as an uncaught error rather than never.
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
