import { Migrator } from 'kysely/migration'
import { migrations } from '../../db/migrations/index.ts'
import type { Engine } from './portable.ts'

/** Brings the schema to the newest migration and returns the names that ran. Two processes may call it at once. */
export async function migrate(engine: Engine): Promise<string[]> {
  const { error, results } = await migratorOf(engine).migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? []).map(result => result.migrationName)
}

export async function pendingMigrations(engine: Engine): Promise<string[]> {
  const all = await migratorOf(engine).getMigrations()
  return all.filter(migration => migration.executedAt === undefined).map(migration => migration.name)
}

function migratorOf(engine: Engine): Migrator {
  return new Migrator({ db: engine.write, provider: { getMigrations: async () => migrations } })
}
