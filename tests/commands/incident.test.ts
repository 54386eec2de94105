import { expect, test } from 'vitest'
import { addIncident } from '../../src/commands/case/add-incident.ts'
import { reportIncident } from '../../src/commands/case/report-incident.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { findListedItem, openReasons } from '../../src/storage/agenda-store.ts'
import { findLastAssessment } from '../../src/storage/assessment-store.ts'
import { findCase, listIncidents } from '../../src/storage/case-store.ts'
import { countChronology, listChronology } from '../../src/storage/chronology-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, scene, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const opened = Temporal.Instant.from('2026-01-10T04:00:00Z')
const told = { account: 'Снова пришёл ночью и ломал дверь' }
const quiet: StoryAnswers = { ...scene, incident_at: '2026-01-09T21:30' }

async function begin(db: Database, story: StoryAnswers, now = opened) {
  const { deps } = await startProgram(db, 0, { now })
  const at = (instant: string): CommandDeps => ({ ...deps, now: Temporal.Instant.from(instant) })
  const first = { ...deps, now }
  const actor = await actorNamed(first, 'inspector')
  const { caseId } = await openStory(first, actor, story)
  const one = async (instant: string) => findCase(db.read, caseId, toStamp(Temporal.Instant.from(instant)))
  const number = (await one(toStamp(now)))?.number ?? ''
  const factsNow = async () => (await findLastAssessment(db.read, caseId))?.facts
  return { db, at, actor, caseId, one, number, factsNow }
}

eachEngine((_engine, open) => {
  test('a third incident in twelve months makes the case high and lists it, whatever the score', async () => {
    const { db, at, actor, caseId, one } = await begin(await open(), quiet)
    valueOrThrow(
      await addIncident(at('2026-03-01T04:00:00Z'), actor, { caseId, happenedAt: '2026-03-01T08:00', ...told }),
    )
    expect(await one('2026-03-01T04:00:00Z')).toMatchObject({ category: 'low', listed: false })
    valueOrThrow(
      await addIncident(at('2026-05-01T04:00:00Z'), actor, { caseId, happenedAt: '2026-05-01T08:00', ...told }),
    )
    expect(await one('2026-05-01T04:00:00Z')).toMatchObject({ category: 'high', listed: true })
    const item = await findListedItem(db.read, caseId)
    expect(item && openReasons(item)).toContain('three_incidents')
  })

  test.each([
    ['to the day', '2027-01-10T08:00', '2027-01-10T04:00:00Z', true],
    ['a minute before the midnight that ends it', '2027-01-10T23:59', '2027-01-10T19:30:00Z', true],
    ['at the midnight after', '2027-01-11T00:00', '2027-01-10T19:30:00Z', false],
  ])('a further incident %s after the listing is a repeat: %s', async (_when, happenedAt, now, repeat) => {
    const { at, actor, caseId, factsNow } = await begin(await open(), { ...extreme, incident_at: '2026-01-09T21:30' })
    valueOrThrow(await addIncident(at(now), actor, { caseId, happenedAt, ...told }))
    expect(await factsNow()).toMatchObject({ repeat_within_window: repeat })
  })

  test('the window of a listing on 29 February ends on the 28th', async () => {
    const leap = Temporal.Instant.from('2028-02-29T04:00:00Z')
    const { at, actor, caseId, factsNow } = await begin(
      await open(),
      { ...extreme, incident_at: '2028-02-28T21:30' },
      leap,
    )
    const add = (deps: CommandDeps, happenedAt: string) => addIncident(deps, actor, { caseId, happenedAt, ...told })
    valueOrThrow(await add(at('2029-02-28T18:59:00Z'), '2029-02-28T23:00'))
    expect(await factsNow()).toMatchObject({ repeat_within_window: true })
    valueOrThrow(await add(at('2029-03-01T04:00:00Z'), '2029-03-01T08:00'))
    expect(await factsNow()).toMatchObject({ repeat_within_window: false, incidents_12_months: 2 })
  })

  test('a centre and another district report by number and surname, and the repeat lists the case', async () => {
    const story = { ...extreme, incident_at: '2026-01-09T21:30' }
    const { db, at, caseId, number, factsNow } = await begin(await open(), story)
    const deps = at('2026-04-01T04:00:00Z')
    for (const [at, username] of [
      ['07:00', 'centre2'],
      ['08:00', 'inspector3'],
    ] as const) {
      const reporter = await actorNamed(deps, username)
      const input = { number, surname: 'УЧЕБНАЯ', happenedAt: `2026-04-01T${at}`, ...told }
      valueOrThrow(await reportIncident(deps, reporter, input))
    }
    expect(await listIncidents(db.read, caseId)).toHaveLength(3)
    expect(await factsNow()).toMatchObject({ incidents_12_months: 3, repeat_within_window: true })
    const stranger = await actorNamed(deps, 'centre2')
    const entries = await db.read
      .selectFrom('audit_entry')
      .select('region')
      .where('action', '=', 'incident.recorded')
      .execute()
    expect(new Set(entries.map(entry => entry.region))).toEqual(new Set(['750000000']))
    expect(
      await reportIncident(deps, stranger, { number, surname: 'Другая', happenedAt: '2026-04-01T07:30', ...told }),
    ).toEqual(
      await reportIncident(deps, stranger, {
        number: '7510-2026-00000',
        surname: 'Учебная',
        happenedAt: '2026-04-01T07:30',
        ...told,
      }),
    )
  })

  test('the second tap on the button is no second incident', async () => {
    const { db, at, actor, caseId } = await begin(await open(), quiet)
    const deps = at('2026-03-01T04:00:00Z')
    const add = () => addIncident(deps, actor, { caseId, happenedAt: '2026-03-01T08:00', ...told })
    const done = await Promise.all([add(), add()])
    expect(new Set(done.map(one => valueOrThrow(one).id)).size).toBe(1)
    const other = { caseId, happenedAt: '2026-03-01T08:00', account: 'Иной рассказ о той же минуте' }
    expect(await addIncident(deps, actor, other)).toMatchObject({ faults: [{ code: 'incident_known' }] })
    expect(await listIncidents(db.read, caseId)).toHaveLength(2)
  })

  test.each([
    ['tomorrow', { happenedAt: '2026-03-02T08:00' }, 'in_future'],
    ['on a day that is none', { happenedAt: '2026-02-30T08:00' }, 'invalid_date'],
    ['before she was born', { happenedAt: '1989-03-01T08:00' }, 'before_birth'],
    ['without a word', { account: ' ' }, 'required'],
    ['with a hidden direction mark', { account: 'текст\u202E' }, 'bidi_control'],
    ['with NUL', { account: 'текст\u0000' }, 'control_character'],
    ['with a megabyte', { account: 'ж'.repeat(500_000) }, 'too_long'],
  ])('an incident %s is refused and leaves nothing', async (_what, change, code) => {
    const victim = { surname: 'Учебная', given_name: '', patronymic: '', born_on: '1990-03-05', iin: '', sex: '' }
    const { db, at, actor, caseId } = await begin(await open(), { ...quiet, victim })
    const input = { caseId, happenedAt: '2026-03-01T08:00', ...told, ...change }
    const done = await addIncident(at('2026-03-01T04:00:00Z'), actor, input)
    expect(done).toMatchObject({ ok: false, faults: [{ code }] })
    expect(await listIncidents(db.read, caseId)).toHaveLength(1)
  })

  test('a report by number and surname tells nobody beyond the case when the two were born', async () => {
    const born = { given_name: '', patronymic: '', born_on: '1990-03-05', iin: '', sex: '' }
    const people = { victim: { ...born, surname: 'Учебная' }, perpetrator: { ...born, surname: 'Учебный' } }
    const { db, at, actor, caseId, number } = await begin(await open(), { ...quiet, ...people })
    const deps = at('2026-03-01T04:00:00Z')
    const report = (by: Actor, happenedAt: string) =>
      reportIncident(deps, by, { number, surname: 'Учебная', happenedAt, account: `Рассказ ${happenedAt}` })
    for (const username of ['centre2', 'inspector3', 'duty', 'member.health']) {
      const stranger = await actorNamed(deps, username)
      const answers = [await report(stranger, '1990-03-04T08:00'), await report(stranger, '1990-03-06T08:00')]
      expect(
        answers.map(one => one.ok),
        username,
      ).toEqual([true, true])
    }
    expect(await report(actor, '1990-03-04T09:00')).toMatchObject({ faults: [{ code: 'before_birth' }] })
    expect(await report({ ...actor, excluded: [caseId] }, '1990-03-04T10:00')).toMatchObject({ ok: true })
    expect(await listIncidents(db.read, caseId)).toHaveLength(1 + 8 + 1)
  })

  test('the chronology holds what happened, the last first, and nothing for who does not reach the case', async () => {
    const { db, at, actor, caseId } = await begin(await open(), { ...extreme, incident_at: '2026-01-09T21:30' })
    valueOrThrow(
      await addIncident(at('2026-03-01T04:00:00Z'), actor, { caseId, happenedAt: '2026-03-01T08:00', ...told }),
    )
    const scope = scopeOf(actor, 'chronology.view')
    const rows = await listChronology(db.read, scope, caseId, { limit: 50, offset: 0 })
    expect(rows.map(row => row.kind).sort()).toEqual(['assessment', 'assessment', 'incident', 'incident', 'listing'])
    expect(rows.map(row => row.at)).toEqual(
      rows
        .map(row => row.at)
        .sort()
        .reverse(),
    )
    expect(rows.filter(row => row.kind === 'incident').map(row => row.agency)).toEqual(['police', 'police'])
    expect(await countChronology(db.read, scope, caseId)).toBe(5)
    expect(await listChronology(db.read, scope, caseId, { limit: 2, offset: 4 })).toHaveLength(1)
    for (const username of ['inspector2', 'centre', 'analyst']) {
      const other = scopeOf(await actorNamed(at('2026-03-01T04:00:00Z'), username), 'chronology.view')
      expect(await listChronology(db.read, other, caseId, { limit: 50, offset: 0 })).toEqual([])
    }
    const closed = { ...scope, excluded: [caseId] }
    expect(await countChronology(db.read, closed, caseId)).toBe(0)
  })
})
