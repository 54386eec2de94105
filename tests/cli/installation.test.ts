import { existsSync, globSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assessmentPlace } from '../../src/storage/assessment-store.ts'
import { openAnswers } from '../../src/storage/interview-store.ts'
import { openPerson } from '../../src/storage/person-store.ts'
import { runMain, runPana } from '../support/command-line.ts'
import { eachEngine, type OpenDatabase } from '../support/database.ts'
import { makeEmptyPlace } from '../support/empty-place.ts'
import { dropRefusals } from '../support/tamper.ts'

const migrations = globSync('*-*.ts', { cwd: join(import.meta.dirname, '../../db/migrations') })
  .map(file => file.replace('.ts', ''))
  .sort()

eachEngine((name, open) => {
  async function openDemo(cases: number, seed = 3) {
    const place = await makeEmptyPlace(name)
    const made = await runPana(['demo', '--cases', String(cases), '--seed', String(seed)], place)
    expect(made).toEqual({ status: 0, out: `${cases} cases\n`, err: '' })
    return { place, open: () => open(place) }
  }

  test('migrate makes the schema once and says so', async () => {
    const place = await makeEmptyPlace(name)
    const first = await runPana(['migrate'], place)
    expect(first).toEqual({ status: 0, out: `${migrations.join('\n')}\n`, err: '' })
    expect(await runPana(['migrate'], place)).toEqual({
      status: 0,
      out: '',
      err: 'the schema is the newest already\n',
    })
  })

  test('make-keys makes the keys once and never a second set', async () => {
    const place = await makeEmptyPlace(name)
    expect(await runPana(['make-keys'], place)).toMatchObject({ status: 0, err: '' })
    const made = readdirSync(place.keyDir).sort()
    expect(made).toEqual(['anchor.key', 'anchor.pub', 'index.key', 'master.key'])
    const master = readFileSync(join(place.keyDir, 'master.key'))
    rmSync(join(place.keyDir, 'index.key'))
    const again = await runPana(['make-keys'], place)
    expect(again).toMatchObject({ status: 1, out: '', err: expect.stringContaining('keys lie there already') })
    expect(readFileSync(join(place.keyDir, 'master.key'))).toEqual(master)
    expect(existsSync(join(place.keyDir, 'index.key'))).toBe(false)
  })

  test.each([['doctor'], ['verify-audit'], ['rescore'], ['backup', 'copy'], ['user', 'disable', 'nobody']])(
    '%s makes nothing where nothing is and names the setting',
    async (...args) => {
      const place = await makeEmptyPlace(name)
      const { status, out, err } = await runPana(
        args.filter(each => typeof each === 'string'),
        place,
      )
      expect({ status, out }).toEqual({ status: 78, out: '' })
      expect(err).toMatch(/^(PANA_DATA_DIR|PANA_KEY_DIR|DATABASE_URL): .+\n$/)
      expect([existsSync(place.dataDir), existsSync(place.keyDir)]).toEqual([false, false])
    },
  )

  test('a sound installation passes its four checks', async () => {
    const { place } = await openDemo(4)
    expect(await runPana(['doctor'], place)).toEqual({ status: 0, out: '0 findings\n', err: '' })
    expect(await runPana(['verify-audit'], place)).toEqual({ status: 0, out: '0 faults\n', err: '' })
    const rescored = await runPana(['rescore'], place)
    expect(rescored).toEqual({ status: 0, out: '4 assessments, 0 differences, 0 erased\n', err: '' })
  })

  test('demo makes the same people and answers for the same seed, and others for another', async () => {
    const [one, same, other] = [await openDemo(5), await openDemo(5), await openDemo(5, 4)]
    const [told, again, otherwise] = [await readAll(one.open), await readAll(same.open), await readAll(other.open)]
    expect(told.people).toHaveLength(10)
    expect(again).toEqual(told)
    expect(otherwise.people).not.toEqual(told.people)
    expect(otherwise.answers).not.toEqual(told.answers)
  })

  test('rescore names an assessment whose result, category or answers were tampered with', async () => {
    const demo = await openDemo(5)
    const db = await demo.open()
    await dropRefusals(db, 'assessment')
    const rows = await db.read.selectFrom('assessment').select(['id', 'result', 'category']).orderBy('id').execute()
    const [first, second, third] = rows
    if (!first || !second || !third) throw new Error('the demo has fewer cases than asked for')
    const lower = first.result.replace(/"category":"[a-z]+"/, '"category":"none"')
    await db.write.updateTable('assessment').set({ result: lower }).where('id', '=', first.id).execute()
    const category = second.category === 'low' ? 'high' : 'low'
    await db.write.updateTable('assessment').set({ category }).where('id', '=', second.id).execute()
    await db.write.updateTable('assessment').set({ sealed_answers: 'v1.x' }).where('id', '=', third.id).execute()
    const lines = [`${first.id}\tresult_differs`, `${second.id}\tresult_differs`, `${third.id}\tunreadable`]
    expect(await runPana(['rescore'], demo.place)).toEqual({
      status: 1,
      out: `${lines.join('\n')}\n5 assessments, 3 differences, 0 erased\n`,
      err: '',
    })
  })

  test('rescore passes over what was erased on purpose, not over a key that is only lost', async () => {
    const demo = await openDemo(2)
    const db = await demo.open()
    const [erased, lost] = await db.read.selectFrom('case_file').select(['id', 'key_id']).execute()
    const tombstone = { key_id: erased?.key_id ?? '', kind: 'case', destroyed_at: '2026-11-23T00:00:00.000Z' }
    await db.write.insertInto('tombstone').values(tombstone).execute()
    for (const each of [erased, lost]) await db.keys.destroy(each?.key_id ?? '')
    const { status, out } = await runPana(['rescore'], demo.place)
    expect(out).toContain('\tunreadable\n2 assessments, 1 differences, 1 erased\n')
    expect(status).toBe(1)
  })

  test('verify-audit names the entry that was changed, and leaves the anchors as they were', async () => {
    const demo = await openDemo(2)
    const db = await demo.open()
    await dropRefusals(db, 'audit_entry')
    await db.write.updateTable('audit_entry').set({ actor_id: 'other' }).where('seq', '=', 2).execute()
    const anchors = () =>
      readdirSync(demo.place.anchorDir).map(file => readFileSync(join(demo.place.anchorDir, file), 'utf8'))
    const before = anchors()
    const { status, out } = await runPana(['verify-audit'], demo.place)
    expect(out).toMatch(/ region=\d{9} seq=2\n/)
    expect(status).toBe(1)
    expect(anchors()).toEqual(before)
  })

  test('doctor names an orphaned key with its mend, and sweeps it when told', async () => {
    const demo = await openDemo(1)
    const db = await open({ ...demo.place, now: () => new Date('2026-01-01T00:00:00.000Z') })
    const orphan = await db.keys.create('case')
    const { status, out } = await runPana(['doctor'], demo.place)
    expect({ status, out }).toEqual({
      status: 1,
      out: `key_orphaned: ${orphan}; run pana doctor --sweep to destroy it\n`,
    })
    expect(await runPana(['doctor', '--sweep'], demo.place)).toMatchObject({ status: 0, out: '0 findings\n' })
  })

  test('a version that judged an assessment and has changed or gone stops the start, all of them at once', async () => {
    const demo = await openDemo(1)
    const db = await demo.open()
    await db.write.updateTable('definition_use').set({ sha256: 'x' }).where('name', '=', 'odara').execute()
    await db.write.updateTable('definition_use').set({ version: '0.9.0' }).where('name', '=', 'kz').execute()
    const changed =
      'instruments/odara/1.0.0.yaml judged stored assessments and has changed since; put its text back, and write the change into a copy with a new version'
    const gone = 'procedures/kz/0.9.0.yaml judged stored assessments and is gone; put it back'
    const started = await runMain(demo.place)
    expect(started.err).toContain(changed)
    expect(started.err).toContain(gone)
    expect(started.status).toBe(78)
    const examined = await runPana(['doctor'], demo.place)
    expect(examined.out).toContain(changed)
    expect(examined.out).toContain(gone)
    expect(examined.status).toBe(1)
  })
})

/** Everything that the demo told of people and cases, decrypted; ids and times of writing aside. */
async function readAll(open: () => ReturnType<OpenDatabase>) {
  const db = await open()
  const people = await db.read.selectFrom('person').selectAll().execute()
  const interviews = await db.read.selectFrom('interview').selectAll().execute()
  const cases = await db.read
    .selectFrom('case_file as c')
    .innerJoin('assessment as a', 'a.case_id', 'c.id')
    .select(['c.key_id', 'c.district', 'a.id', 'a.prior_category', 'a.category', 'a.sealed_answers'])
    .execute()
  const answers = cases.map(async ({ key_id, id, sealed_answers, ...told }) => {
    return { ...told, answers: await db.keys.unseal(key_id, assessmentPlace(id, 'sealed_answers'), sealed_answers) }
  })
  const typed = await Promise.all(interviews.map(each => openAnswers(db, each)))
  return {
    people: sortAsText(await Promise.all(people.map(each => openPerson(db, each)))),
    answers: sortAsText(await Promise.all(answers)),
    typed: sortAsText(typed),
  }
}

function sortAsText(values: readonly unknown[]): string[] {
  return values.map(value => JSON.stringify(value)).sort()
}
