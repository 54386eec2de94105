import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import { Client, Pool } from 'pg'
import type { Schema } from './schema.ts'
import { ReaderDialect, WriterDialect } from './sqlite-dialect.ts'

export type EngineKind = 'sqlite' | 'postgres'

export type Connections<S> = {
  readonly kind: EngineKind
  /** The file of SQLite, the address of PostgreSQL. */
  readonly location: string
  readonly read: Kysely<S>
  readonly write: Kysely<S>
  close(): Promise<void>
}

export type Engine = Connections<Schema>

export type EngineOptions = { readonly dataDir: string } | { readonly databaseUrl: string }

/** What every SQLite connection is set to, and what `doctor` reads back. */
export const sqlitePragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 10_000,
  secure_delete: 1,
  trusted_schema: 0,
  /** In KiB, below zero: 64 MB, so that the upper pages of the indexes of 100,000 cases stay in memory. */
  cache_size: -65_536,
} as const

export const postgresSettings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const

export async function openEngine(options: EngineOptions): Promise<Engine> {
  return 'databaseUrl' in options
    ? connectPostgres<Schema>(options.databaseUrl)
    : connectSqlite<Schema>(join(options.dataDir, 'pana.db'))
}

/** Opens a file for one reader and one writer, made for its owner alone when absent. */
export function connectSqlite<S>(file: string): Connections<S> {
  makePrivateFile(file)
  const write = new Kysely<S>({ dialect: new WriterDialect(openSqliteFile(file)) })
  const read = new Kysely<S>({ dialect: new ReaderDialect(openSqliteFile(file, { queryOnly: true })) })
  const close = async () => {
    await read.destroy()
    await write.destroy()
  }
  return { kind: 'sqlite', location: file, read, write, close }
}

export function connectPostgres<S>(url: string, max = 20): Connections<S> {
  const pool = new Pool({ connectionString: url, max, options: '-c synchronous_commit=on -c TimeZone=UTC' })
  // The pool drops a broken idle connection by itself; without a listener the process would end.
  pool.on('error', () => undefined)
  const database = new Kysely<S>({ dialect: new PostgresDialect({ pool }) })
  return { kind: 'postgres', location: url, read: database, write: database, close: () => database.destroy() }
}

/** Creates the database that the address names, when the server lacks it. */
export async function createPostgresDatabase(url: string): Promise<void> {
  const absent = await greetPostgres(url).then(
    () => false,
    (error: unknown) => {
      if (errorCode(error) === '3D000') return true
      throw error
    },
  )
  if (!absent) return
  const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href })
  await client.connect()
  try {
    const name = decodeURIComponent(new URL(url).pathname.slice(1))
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } catch (error) {
    if (!isDuplicateDatabase(error)) throw error
  } finally {
    await client.end()
  }
}

/** Connects once and leaves; rejects with the driver's code where that fails. */
export async function greetPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } finally {
    await client.end().catch(() => undefined)
  }
}

export function kindOf<S>(database: Kysely<S>): EngineKind {
  return database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

/** Makes the engine itself refuse UPDATE and DELETE on a table of facts. */
export async function refuseChanges<S>(database: Kysely<S>, table: string): Promise<void> {
  const statements = kindOf(database) === 'sqlite' ? sqliteRefusals(table) : postgresRefusals(table)
  for (const statement of statements) await sql.raw(statement).execute(database)
}

/** Narrows the refusal of a table that refused every change to these columns and to deleting. */
export async function refuseChangesOf<S>(
  database: Kysely<S>,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const names = columns.join(', ')
  const statements =
    kindOf(database) === 'sqlite'
      ? [
          `drop trigger ${table}_refuse_update`,
          `create trigger ${table}_refuse_update before update of ${names} on ${table} begin select raise(abort, '${table} refuses update'); end`,
        ]
      : [
          `drop trigger ${table}_refuse_change on ${table}`,
          `create trigger ${table}_refuse_change before update of ${names} or delete on ${table} for each row execute function refuse_change()`,
        ]
  for (const statement of statements) await sql.raw(statement).execute(database)
}

export function isUniqueViolation(error: unknown): boolean {
  const code = errorCode(error)
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** For a migration that fills a new column of a table of facts; `refuseChanges` comes after it. */
export async function liftRefusal<S>(database: Kysely<S>, table: string): Promise<void> {
  const statements =
    kindOf(database) === 'sqlite'
      ? ['update', 'delete'].map(change => `drop trigger ${table}_refuse_${change}`)
      : ['change', 'truncate'].map(change => `drop trigger ${table}_refuse_${change} on ${table}`)
  for (const statement of statements) await sql.raw(statement).execute(database)
}

/** How much of SQLite's file one connection may hold in memory while it writes much at once; without a number as usual. */
export async function widenCache<S>(database: Kysely<S>, megabytes?: number): Promise<void> {
  if (kindOf(database) !== 'sqlite') return
  const size = megabytes === undefined ? sqlitePragmas.cache_size : -1024 * megabytes
  await sql.raw(`pragma cache_size = ${size}`).execute(database)
}

/** Opens a plain connection with every pragma of the house set on it. */
export function openSqliteFile(file: string, mode: { queryOnly?: boolean } = {}): Sqlite.Database {
  const connection = new Sqlite(file)
  for (const [name, value] of Object.entries(sqlitePragmas)) connection.pragma(`${name} = ${value}`)
  if (mode.queryOnly) connection.pragma('query_only = ON')
  return connection
}

/** Copies a running database as one consistent state, without the residue of what was deleted. */
export function copySqliteFile(file: string, target: string): void {
  closeSync(openSync(target, 'wx', 0o600))
  const connection = openSqliteFile(file)
  try {
    connection.prepare('vacuum into ?').run(target)
  } finally {
    connection.close()
  }
}

// SQLite gives its -wal and -shm companions the mode of the main file.
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  chmodSync(dirname(file), 0o700)
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

function sqliteRefusals(table: string): string[] {
  return ['update', 'delete'].map(
    change =>
      `create trigger ${table}_refuse_${change} before ${change} on ${table} begin select raise(abort, '${table} refuses ${change}'); end`,
  )
}

function postgresRefusals(table: string): string[] {
  return [
    `create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% refuses %', tg_table_name, lower(tg_op); end $$`,
    `create trigger ${table}_refuse_change before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger ${table}_refuse_truncate before truncate on ${table} for each statement execute function refuse_change()`,
  ]
}

function isDuplicateDatabase(error: unknown): boolean {
  return errorCode(error) === '42P04' || isUniqueViolation(error)
}

export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
