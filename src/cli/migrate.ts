import { engineOptionsOf, type DatabaseOptions } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { openEngine } from '../storage/portable.ts'

/** Brings the schema to the newest migration and prints what ran. */
export async function runMigrate(options: DatabaseOptions): Promise<number> {
  const engine = await openEngine(engineOptionsOf(options))
  try {
    for (const name of await migrate(engine)) console.log(name)
    return 0
  } finally {
    await engine.close()
  }
}
