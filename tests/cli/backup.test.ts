import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPerson } from '../../src/storage/person-store.ts'
import { runPana, runPanaByNpm, runPanaProcess } from '../support/command-line.ts'
import { eachEngine, type Place } from '../support/database.ts'
import { makeEmptyPlace } from '../support/empty-place.ts'
import { answerInterview, startInterview, submitInterview } from '../support/interview.ts'
import { runProgram } from '../support/process.ts'
import { signIn } from '../support/program.ts'

const done = { status: 0, out: '' }
const keyFiles = ['master.key', 'index.key', 'anchor.key', 'anchor.pub']

eachEngine((name, open) => {
  /** Another machine: the key files are brought by hand. */
  async function makeSecondPlace(first: Place): Promise<Place> {
    const second = await makeEmptyPlace(name)
    mkdirSync(second.keyDir, { recursive: true, mode: 0o700 })
    for (const file of keyFiles) copyFileSync(join(first.keyDir, file), join(second.keyDir, file))
    return second
  }

  async function openWithDemo(cases: number) {
    const place = await makeEmptyPlace(name)
    await runPana(['demo', '--cases', String(cases)], place)
    const folder = join(place.keyDir, '..')
    return { place, data: join(folder, 'saved.data'), keys: join(folder, 'saved.keys') }
  }

  async function readPeople(place: Place): Promise<string[]> {
    const db = await open(place)
    const rows = await db.read.selectFrom('person').selectAll().orderBy('id').execute()
    return Promise.all(rows.map(async row => `${row.id} ${(await openPerson(db, row)).surname}`))
  }

  test('a copy of the running program comes back whole on another machine', { timeout: 90_000 }, async () => {
    const { place, data, keys } = await openWithDemo(2)
    const program = await runProgram(place)
    const inspector = await signIn(program.address, 'inspector')
    const submit = async () => submitInterview(inspector, await startInterviewAndAnswer())
    const startInterviewAndAnswer = async () => {
      const id = await startInterview(inspector)
      await answerInterview(inspector, id)
      return id
    }
    const before = await submit()
    const [copied, wrapped] = await Promise.all([
      runPanaByNpm(['backup', data], place),
      submit().then(() => runPanaProcess(['backup-keys', keys], place)),
    ])
    expect([copied, wrapped]).toMatchObject([done, done])
    await submit()
    await program.stop('SIGTERM')
    const second = await makeSecondPlace(place)
    expect(await runPanaProcess(['restore', '--data', data, '--keys', keys], second)).toMatchObject(done)
    const lost = await runPana(['verify-audit'], { ...second, anchorDir: place.anchorDir })
    expect(lost).toMatchObject({ status: 1, out: expect.stringMatching(/^tail_cut region=\d{9} seq=\d+\n/) })
    for (const check of ['doctor', 'verify-audit', 'rescore'])
      expect(await runPana([check], second)).toMatchObject({ status: 0 })
    const back = await open(second)
    expect(await back.read.selectFrom('assessment').select('id').where('id', '=', before).execute()).toHaveLength(1)
    const people = await readPeople(second)
    expect(people.length).toBeGreaterThanOrEqual(6)
    expect(await readPeople(place)).toEqual(expect.arrayContaining(people))
    await back.close()
    const again = await runProgram(second)
    const officer = await signIn(again.address, 'inspector')
    expect((await officer.get(`/assessments/${before}`)).status).toBe(200)
    await again.stop('SIGTERM')
  })

  test('restore never writes over data or keys, and touches neither when one of them is there', async () => {
    const { place, data, keys } = await openWithDemo(1)
    await runPana(['backup', data], place)
    await runPana(['backup-keys', keys], place)
    const over = await runPana(['restore', '--data', data, '--keys', keys], place)
    expect(over).toMatchObject({ status: 1, out: '' })
    expect(over.err).toMatch(/^restore needs/)
    const half = await makeSecondPlace(place)
    expect(await runPana(['restore', '--keys', keys], half)).toMatchObject(done)
    expect(await runPana(['restore', '--data', data, '--keys', keys], half)).toMatchObject({ status: 1 })
    expect(await runPana(['restore', '--data', data], half)).toMatchObject(done)
    expect(await runPana(['rescore'], half)).toMatchObject({ status: 0 })
  })

  test.each(keyFiles.slice(0, 3))('a restored place without %s says so and changes nothing', async missing => {
    const { place, data, keys } = await openWithDemo(1)
    await runPana(['backup', data], place)
    await runPana(['backup-keys', keys], place)
    const second = await makeSecondPlace(place)
    rmSync(join(second.keyDir, missing))
    await runPana(['restore', '--data', data, '--keys', keys], second)
    const { status, err } = await runPana(['doctor'], second)
    expect({ status, err }).toEqual({ status: 78, err: expect.stringMatching(`^PANA_KEY_DIR: ${missing} is missing`) })
    expect(existsSync(join(second.keyDir, missing))).toBe(false)
  })

  test('a backup never writes over a file', async () => {
    const { place, data } = await openWithDemo(1)
    writeFileSync(data, 'something else')
    expect(await runPana(['backup', data], place)).toMatchObject({ status: 1, err: 'the backup file exists already\n' })
    expect(readFileSync(data, 'utf8')).toBe('something else')
  })

  test('a damaged backup is refused and leaves the place as empty as it was', async () => {
    const { place, data } = await openWithDemo(1)
    await runPana(['backup', data], place)
    const bytes = readFileSync(data)
    writeFileSync(data, bytes.subarray(0, Math.floor(bytes.length * 0.7)))
    const second = await makeSecondPlace(place)
    expect(await runPana(['restore', '--data', data], second)).toMatchObject({ status: 1 })
    expect(existsSync(join(second.dataDir, 'pana.db'))).toBe(false)
    writeFileSync(data, bytes)
    expect(await runPana(['restore', '--data', data], second)).toMatchObject(done)
  })

  test('the data are copied by someone who has no key', async () => {
    const { place, data } = await openWithDemo(1)
    const keyless = { ...place, keyDir: join(place.keyDir, 'elsewhere') }
    expect(await runPana(['backup', data], keyless)).toMatchObject(done)
  })

  test('an old backup of the data does not bring a destroyed key back', async () => {
    const { place, data, keys } = await openWithDemo(2)
    await runPana(['backup', data], place)
    const erased = await eraseOnePerson(place)
    await runPana(['backup-keys', keys], place)
    const second = await makeSecondPlace(place)
    await runPana(['restore', '--data', data, '--keys', keys], second)
    const back = await open(second)
    const row = await back.read.selectFrom('person').selectAll().where('id', '=', erased).executeTakeFirstOrThrow()
    await expect(openPerson(back, row)).rejects.toThrow('key_missing')
  })

  test('an old backup of the keys does not bring a key back that the data say is destroyed', async () => {
    const { place, data, keys } = await openWithDemo(2)
    await runPana(['backup-keys', keys], place)
    const erased = await eraseOnePerson(place)
    await runPana(['backup', data], place)
    const second = await makeSecondPlace(place)
    await runPana(['restore', '--data', data, '--keys', keys], second)
    const back = await open(second)
    const row = await back.read.selectFrom('person').selectAll().where('id', '=', erased).executeTakeFirstOrThrow()
    await expect(openPerson(back, row)).rejects.toThrow('key_missing')
  })

  /** As an erasure leaves it: the tombstone in the data first, then the key destroyed. */
  async function eraseOnePerson(place: Place): Promise<string> {
    const db = await open(place)
    const { id, key_id } = await db.read.selectFrom('person').selectAll().executeTakeFirstOrThrow()
    const tombstone = { key_id, kind: 'person', destroyed_at: '2026-11-23T00:00:00.000Z' }
    await db.write.insertInto('tombstone').values(tombstone).execute()
    await db.keys.destroy(key_id)
    return id
  }
})
