import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, inject } from 'vitest'
import { openDatabase, type Database, type DatabaseOptions } from '../../src/storage/database.ts'
import { createPostgresDatabase, type EngineKind } from '../../src/storage/portable.ts'
import { givePairBack, takePair } from './postgres-pair.ts'
import { templateFile } from './template.ts'

/** An empty place for a database: folders, and on PostgreSQL two databases of its own. */
export type Place = DatabaseOptions

export type OpenDatabase = (place?: Place) => Promise<Database & { place: Place }>

/** Declares the same tests for SQLite and for a real PostgreSQL. `open()` gives a fresh database each time. */
export function eachEngine(declare: (name: EngineKind, open: OpenDatabase) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(`on ${kind}`, () => {
      const opened: Database[] = []
      const released: (() => void)[] = []
      afterEach(async () => {
        for (const db of opened.splice(0)) await db.close()
        for (const release of released.splice(0)) release()
      })
      declare(kind, async place => {
        const { db, release } = place ? { db: await openPlace(place), release: () => undefined } : await openFresh(kind)
        opened.push(db)
        released.push(release)
        return db
      })
    })
  }
}

const folders: string[] = []

/** Every place that the tests of a file have made is gone after them. */
export function removePlaces(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export function makePlace(kind: EngineKind, name = `pana_${randomBytes(6).toString('hex')}`): Place {
  const folder = mkdtempSync(join(tmpdir(), 'pana-test-'))
  folders.push(folder)
  const dirs = { dataDir: join(folder, 'data'), keyDir: join(folder, 'keys'), anchorDir: join(folder, 'anchor') }
  if (kind === 'sqlite') return { ...dirs, allowCreate: true }
  const server = inject('postgresUrl')
  return { ...dirs, allowCreate: true, databaseUrl: `${server}/${name}`, keyDatabaseUrl: `${server}/${name}_keys` }
}

/** Opens a place; on PostgreSQL its database is made first. */
export async function openPlace(place: Place): Promise<Database & { place: Place }> {
  if (place.databaseUrl !== undefined) await createPostgresDatabase(place.databaseUrl)
  return { ...(await openDatabase(place)), place }
}

/** Opens a new place with the newest schema in it and nothing else; `release` says that nobody needs it any more. */
async function openFresh(kind: EngineKind) {
  const { place, release } = await prepare(kind)
  const db = await openDatabase({ ...place, migrate: false })
  return { db: { ...db, place }, release }
}

async function prepare(kind: EngineKind): Promise<{ place: Place; release: () => void }> {
  if (kind === 'sqlite') {
    const place = makePlace(kind)
    mkdirSync(place.dataDir, { mode: 0o700 })
    copyFileSync(inject('sqliteTemplate'), templateFile(place.dataDir))
    return { place, release: () => undefined }
  }
  const name = await takePair(inject('postgresUrl'))
  return { place: makePlace(kind, name), release: () => givePairBack(name) }
}
