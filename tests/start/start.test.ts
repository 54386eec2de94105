import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it, vi } from 'vitest'
import { seedPlaces } from '../../db/demo/seed-places.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { openKeyFiles } from '../../src/storage/key-files.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { anchorFile } from '../../src/storage/anchor.ts'
import { createPostgresDatabase } from '../../src/storage/portable.ts'
import { eachEngine, makePlace, openPlace, type Place } from '../support/database.ts'
import { runProgram, runToEnd } from '../support/process.ts'
import { signIn, startProgram, visit } from '../support/program.ts'

// Each test starts whole processes.
vi.setConfig({ testTimeout: 120_000 })

const behindProxy = {
  PANA_MODE: 'production',
  PANA_PUBLIC_URL: 'https://pana.example.kz',
  PANA_TRUSTED_PROXY: 'loopback',
}

async function prepare(kind: 'sqlite' | 'postgres'): Promise<Place> {
  const place = makePlace(kind)
  if (place.databaseUrl) await createPostgresDatabase(place.databaseUrl)
  return place
}

/** A place that has its invented people already: the start loads none. */
async function peopled(db: Database & { place: Place }): Promise<Place> {
  await startProgram(db)
  await db.close()
  return db.place
}

eachEngine((kind, open) => {
  it('an empty database becomes the training mode with its people and cases, and keeps them', async () => {
    const place = await prepare(kind)
    const first = await runProgram(place)
    await expect.poll(first.output).toMatch(/Training mode[\s\S]*accounts: inspector, head[\s\S]*password: \S{12,}/)
    const inspector = await signIn(first.address, 'inspector')
    expect((await inspector.get('/cases')).text).toMatch(/\d{4}-\d{4}-\d{5}/)
    expect((await visit(first.address).get('/readyz')).status).toBe(200)
    await first.stop('SIGTERM')
    const second = await runProgram(place)
    await signIn(second.address, 'secretary')
    await second.stop('SIGTERM')
    const db = await open(place)
    expect(await db.read.selectFrom('case_file').select('id').execute()).toHaveLength(12)
  })

  it('two processes that start at once on an empty place load the people once and share sessions', async () => {
    const place = await prepare(kind)
    const [one, other] = await Promise.all([runProgram(place), runProgram(place)])
    const inspector = await signIn(one.address, 'inspector')
    const cookie = inspector.cookie()
    expect((await visit(other.address, { cookie }).get('/cases')).status).toBe(200)
    await inspector.post('/sign-out')
    expect((await visit(other.address, { cookie }).get('/cases')).headers['location']).toBe('/sign-in')
    await Promise.all([one.stop('SIGTERM'), other.stop('SIGTERM')])
    const db = await open(place)
    expect(await db.read.selectFrom('account').select('id').where('username', '=', 'inspector').execute()).toHaveLength(
      1,
    )
    expect(await verifyAudit(db, place.anchorDir)).toEqual([])
  })

  it('a stop anchors the head of every chain', async () => {
    const place = await peopled(await open())
    const program = await runProgram(place)
    await signIn(program.address, 'inspector')
    expect(await program.stop('SIGTERM')).toBe(0)
    const db = await open(place)
    const heads = await db.read.selectFrom('audit_head').select(['region', 'seq']).orderBy('region').execute()
    const lines = readFileSync(anchorFile(place.anchorDir), 'utf8').trim().split('\n')
    const anchored = new Map(lines.map(line => JSON.parse(line)).map(one => [one.region, one.seq]))
    expect(heads.length).toBeGreaterThan(1)
    expect([...anchored].sort()).toEqual(heads.map(head => [head.region, head.seq]))
  })
})

describe('production', () => {
  it('starts behind its proxy with keys that were made for it, and takes no plain http', async () => {
    const place = makePlace('sqlite')
    openKeyFiles(place.keyDir, true)
    const program = await runProgram(place, behindProxy)
    expect(program.output()).not.toContain('password')
    const secure = await visit(program.address, { 'x-forwarded-proto': 'https' }).get('/sign-in')
    expect(String(secure.headers['set-cookie'])).toMatch(/^__Host-pana=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
    expect(secure.headers['content-security-policy']).toContain('upgrade-insecure-requests')
    expect((await visit(program.address).get('/sign-in')).headers['set-cookie']).toBeUndefined()
    await program.stop('SIGTERM')
  })

  it('refuses a database with demo accounts', async () => {
    const place = makePlace('sqlite')
    const db = await openDatabase(place)
    await seedPlaces({ db, now: Temporal.Now.instant() })
    await db.close()
    const end = await runToEnd(place, behindProxy)
    expect(end).toEqual({ status: 78, line: expect.stringMatching(/^PANA_MODE: .*demo accounts; give/) })
  })
})

/** What a setting looks like only outside. */
const refused: readonly (readonly [title: string, spoil: (place: Place) => Record<string, string>, line: RegExp])[] = [
  [
    'production without keys',
    () => behindProxy,
    /^PANA_KEY_DIR: master.key is missing.*; bring back .* pana make-keys$/,
  ],
  [
    'a master key that was cut',
    place => {
      openKeyFiles(place.keyDir, true)
      writeFileSync(join(place.keyDir, 'master.key'), 'short')
      return {}
    },
    /^PANA_KEY_DIR: master.key must hold exactly 32 bytes; /,
  ],
  ['a data folder that is a file', place => ({ PANA_DATA_DIR: fileAt(place.dataDir) }), /^PANA_DATA_DIR: is no folder/],
  [
    'an anchor folder that is a file',
    place => ({ PANA_AUDIT_ANCHOR: fileAt(place.anchorDir) }),
    /^PANA_AUDIT_ANCHOR: /,
  ],
  ['a key folder that is a file', place => ({ PANA_KEY_DIR: fileAt(place.keyDir) }), /^PANA_KEY_DIR: is no folder/],
  [
    'a database server that does not answer',
    () => ({ DATABASE_URL: 'postgres://u:s3cret@127.0.0.1:1/d' }),
    /^DATABASE_URL: names a server that does not answer \(ECONNREFUSED\); start it/,
  ],
  [
    'a database that does not exist',
    () => ({ DATABASE_URL: `${inject('postgresUrl')}/absent` }),
    /^DATABASE_URL: names a database that does not exist; create it/,
  ],
  [
    'a password that the server refuses',
    () => ({ DATABASE_URL: `${inject('postgresUrl').replace('pana:pana', 'pana:s3cret')}/postgres` }),
    /^DATABASE_URL: names a user or password that the server refuses; correct/,
  ],
  [
    'a key server that does not answer',
    () => ({
      DATABASE_URL: `${inject('postgresUrl')}/postgres`,
      PANA_KEY_DATABASE_URL: 'postgres://u:s3cret@127.0.0.1:1/k',
    }),
    /^PANA_KEY_DATABASE_URL: names a server that does not answer/,
  ],
]

function fileAt(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  return path
}

describe('the start stops with status 78 and one line', () => {
  it.each(refused)('for %s', async (_title, spoil, line) => {
    const place = makePlace('sqlite')
    const end = await runToEnd(place, spoil(place))
    expect(end).toEqual({ status: 78, line: expect.stringMatching(line) })
    expect(end.line).not.toContain('s3cret')
  })

  it('for an address of another machine', async () => {
    const end = await runToEnd(await peopled(await openPlace(makePlace('sqlite'))), { HOST: '192.0.2.1' })
    expect(end).toEqual({ status: 78, line: expect.stringMatching(/^HOST: is no address of this machine; name one/) })
  })

  it('for a port that another program holds', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const address = other.address()
    const port = String(typeof address === 'object' && address ? address.port : 0)
    const end = await runToEnd(await peopled(await openPlace(makePlace('sqlite'))), { PORT: port })
    other.close()
    expect(end).toEqual({ status: 78, line: expect.stringMatching(/^PORT: is taken; stop the other program/) })
  })

  it('for the master key of another installation', async () => {
    const place = makePlace('sqlite')
    const db = await openDatabase(place)
    await db.keys.create('case')
    await db.close()
    rmSync(join(place.keyDir, 'master.key'))
    openKeyFiles(place.keyDir, true)
    const end = await runToEnd(place, {})
    expect(end).toEqual({ status: 78, line: expect.stringMatching(/^PANA_KEY_DIR: master.key does not open/) })
  })
})
