import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/storage/database.ts'
import { createPostgresDatabase } from '../../src/storage/portable.ts'

/** The database of PostgreSQL that fresh ones are copies of; its keys are beside it. */
export const postgresTemplate = 'pana_template'

export const templateFile = (dataDir: string) => join(dataDir, 'pana.db')

/** Migrates one empty database of each engine and returns the file of SQLite: migrating takes longer than most tests. */
export async function makeTemplates(folder: string, server: string): Promise<string> {
  const dataDir = join(folder, 'data')
  const [databaseUrl, keyDatabaseUrl] = [`${server}/${postgresTemplate}`, `${server}/${postgresTemplate}_keys`]
  await createPostgresDatabase(databaseUrl)
  for (const urls of [{}, { databaseUrl, keyDatabaseUrl }]) {
    const [keyDir, anchorDir] = [mkdtempSync(join(folder, 'keys')), mkdtempSync(join(folder, 'anchor'))]
    const db = await openDatabase({ dataDir, keyDir, anchorDir, allowCreate: true, ...urls })
    await db.close()
  }
  return templateFile(dataDir)
}
