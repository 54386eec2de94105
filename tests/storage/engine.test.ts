import { migrations } from '../../db/migrations/index.ts'
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { examine } from '../../src/storage/doctor.ts'
import { pendingMigrations } from '../../src/storage/migrate.ts'
import { createPostgresDatabase, isUniqueViolation, openEngine } from '../../src/storage/portable.ts'
import { engineOptionsOf } from '../../src/storage/database.ts'
import { eachEngine, makePlace } from '../support/database.ts'

async function runMigrateProcess(options: object): Promise<string> {
  const module = new URL('../../src/cli/migrate.ts', import.meta.url).href
  const script = `const { runMigrate } = await import('${module}'); await runMigrate(${JSON.stringify(options)}, process)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return stdout
}

eachEngine((name, open) => {
  test('every connection of a reopened database keeps its settings and doctor finds nothing', async () => {
    const first = await open()
    await first.close()
    const db = await open(first.place)
    expect(await examine(db, db.place, new Date())).toEqual([])
  })

  test('doctor finds an open folder, an orphaned key and an audit head without its anchor', async () => {
    const db = await open()
    await db.keys.create('case')
    const at = '2026-03-01T10:00:00.000Z'
    const row = { region: '75', seq: 1, at, actor_id: 'a', actor_role: 'r', action: 'x', subject: 's', details: '{}' }
    await db.write
      .insertInto('audit_entry')
      .values({ ...row, prev_hash: '', hash: 'h' })
      .execute()
    await db.write.insertInto('audit_head').values({ region: '75', seq: 1, hash: 'h' }).execute()
    const findings = await examine(
      db,
      { ...db.place, dataDir: join(db.place.keyDir, '..') },
      new Date(Date.now() + 2 * 3_600_000),
    )
    expect(findings.map(finding => finding.code).sort()).toEqual(['anchor_stale', 'key_orphaned', 'keys_inside_data'])
  })

  test('two programs that migrate at once both end with the newest schema', async () => {
    const place = makePlace(name)
    if (place.databaseUrl !== undefined) await createPostgresDatabase(place.databaseUrl)
    const { dataDir, keyDir, anchorDir, databaseUrl } = place
    const printed = await Promise.all(
      [1, 2, 3].map(() => runMigrateProcess({ dataDir, keyDir, anchorDir, databaseUrl })),
    )
    expect(printed.join('')).toBe(
      Object.keys(migrations)
        .map(name => `${name}\n`)
        .join(''),
    )
    const engine = await openEngine(engineOptionsOf(place))
    expect(await pendingMigrations(engine)).toEqual([])
    await engine.close()
  })

  test('a second row of the same key is told from other faults', async () => {
    const { write } = await open()
    const insert = () => write.insertInto('attempt_limit').values({ key: 'k', points: 1, expires_at: null }).execute()
    await insert()
    expect(isUniqueViolation(await insert().catch((error: unknown) => error))).toBe(true)
    const other = await sql`select * from nowhere`.execute(write).catch((error: unknown) => error)
    expect(isUniqueViolation(other)).toBe(false)
  })

  test.runIf(name === 'sqlite')('the reader cannot write, and nobody else may open the files', async () => {
    const db = await open()
    await expect(db.read.deleteFrom('session').execute()).rejects.toThrow('readonly')
    for (const end of ['', '-wal', '-shm']) expect(statSync(`${db.engine.location}${end}`).mode & 0o777).toBe(0o600)
    expect(statSync(db.place.dataDir).mode & 0o777).toBe(0o700)
  })

  test.runIf(name === 'sqlite')('every connection syncs in full, also when opened again', async () => {
    const first = await open()
    const second = await open(first.place)
    for (const database of [first.read, first.write, second.read, second.write]) {
      expect((await sql`pragma synchronous`.execute(database)).rows).toEqual([{ synchronous: 2 }])
    }
  })
})
