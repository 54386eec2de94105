import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, inject } from 'vitest'
import { openDatabase, type Database, type DatabaseOptions } from '../../src/storage/database.ts'
import { createPostgresDatabase, type EngineKind } from '../../src/storage/portable.ts'

/** An empty place for a database: folders, and on PostgreSQL two databases of its own. */
export type Place = DatabaseOptions

export type OpenDatabase = (place?: Place) => Promise<Database & { place: Place }>

/** Declares the same tests for SQLite and for a real PostgreSQL. `open()` gives a fresh database each time. */
export function eachEngine(declare: (name: EngineKind, open: OpenDatabase) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(`on ${kind}`, () => {
      const opened: Database[] = []
      afterEach(async () => {
        for (const db of opened.splice(0)) await db.close()
      })
      declare(kind, async (place = makePlace(kind)) => {
        const db = await openPlace(place)
        opened.push(db)
        return { ...db, place }
      })
    })
  }
}

const folders: string[] = []

process.once('exit', () => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })))

export function makePlace(kind: EngineKind): Place {
  const folder = mkdtempSync(join(tmpdir(), 'pana-test-'))
  folders.push(folder)
  const dirs = { dataDir: join(folder, 'data'), keyDir: join(folder, 'keys'), anchorDir: join(folder, 'anchor') }
  if (kind === 'sqlite') return { ...dirs, allowCreate: true }
  const name = `pana_${randomBytes(6).toString('hex')}`
  const server = inject('postgresUrl')
  return { ...dirs, allowCreate: true, databaseUrl: `${server}/${name}`, keyDatabaseUrl: `${server}/${name}_keys` }
}

/** Opens a place; on PostgreSQL its database is made first. */
export async function openPlace(place: Place): Promise<Database> {
  if (place.databaseUrl !== undefined) await createPostgresDatabase(place.databaseUrl)
  return openDatabase(place)
}
