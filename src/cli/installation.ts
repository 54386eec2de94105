import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { seedReference } from '../../db/reference/seed-reference.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { ConfigurationFault, readConfig } from '../config.ts'
import { loadQuestionnaires, type Questionnaires } from '../questionnaires.ts'
import { openDatabase, type Database, type DatabaseOptions } from '../storage/database.ts'
import { pendingMigrations } from '../storage/migrate.ts'
import { currentCalendar } from '../storage/reference-store.ts'
import { localDate } from '../storage/stamp.ts'
import type { Io } from './command.ts'
import { makeId } from '../storage/random-bytes.ts'

export const questionnaireFolder = join(import.meta.dirname, '../../questionnaires')

export function readQuestionnaires(): Questionnaires {
  return loadQuestionnaires(questionnaireFolder)
}

export function today(): string {
  return localDate(Temporal.Now.instant())
}

export function readStorageOptions({ env }: Io): DatabaseOptions {
  const { dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl, mode } = readConfig(env)
  return { dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl, allowCreate: mode === 'training' }
}

/** As `readStorageOptions`, of a database that is there: a command that looks must not make what it looks for. */
export function readExistingOptions(io: Io, { anchor }: { readonly anchor: boolean }): DatabaseOptions {
  const options = { ...readStorageOptions(io), allowCreate: false, migrate: false, anchor }
  if (options.databaseUrl === undefined && !existsSync(join(options.dataDir, 'pana.db'))) {
    throw new ConfigurationFault('PANA_DATA_DIR', `there is no database in ${options.dataDir}`)
  }
  return options
}

/** Runs on the opened database and closes it, whatever comes of it. */
export async function withDatabase<T>(options: DatabaseOptions, run: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(options).catch(nameSetting)
  try {
    return await run(db)
  } finally {
    await db.close()
  }
}

/** For a command that changes data, and then anchors, or reads all of it: the schema must be this program's. */
export function withDeps<T>(
  io: Io,
  use: { readonly anchor: boolean },
  run: (deps: CommandDeps) => Promise<T>,
): Promise<T> {
  const questionnaires = readQuestionnaires()
  return withDatabase(readExistingOptions(io, use), async db => {
    if ((await pendingMigrations(db.engine)).length > 0) throw new Error('the schema is older: run pana migrate first')
    const now = Temporal.Now.instant()
    const newId = makeId
    await seedReference({ db, now, newId })
    const calendar = await currentCalendar(db.read, localDate(now))
    return run({ db, questionnaires, calendar, now, newId })
  })
}

const settings: Readonly<Record<string, 'PANA_KEY_DIR' | 'DATABASE_URL'>> = {
  ENOENT: 'PANA_KEY_DIR',
  EACCES: 'PANA_KEY_DIR',
  ECONNREFUSED: 'DATABASE_URL',
  ENOTFOUND: 'DATABASE_URL',
  '3D000': 'DATABASE_URL',
  '28P01': 'DATABASE_URL',
}

/** What the system says when a setting leads nowhere, told as a fault of that setting. */
export function nameSetting(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const setting = settings[code]
  if (setting === undefined) throw error
  throw new ConfigurationFault(setting, error instanceof Error && error.message !== '' ? error.message : code)
}
