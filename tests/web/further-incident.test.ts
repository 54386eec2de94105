import { expect, test } from 'vitest'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { openReasons } from '../../src/storage/agenda-store.ts'
import { listCaseAssessments } from '../../src/storage/assessment-store.ts'
import { findCase, listIncidents, openCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { findInterview } from '../../src/storage/interview-store.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { actorNamed, extreme, openStory, scene, tellStory, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T17:00:00Z')
const at = toStamp(now)
const judgement = { category: 'medium', concern: 'Учебное опасение после второго вызова' }

const person = (surname: string, given_name: string, born_on: string, sex: string) => ({
  surname,
  given_name,
  patronymic: '',
  born_on,
  iin: '',
  sex,
})
const pair = {
  victim: person('Жұмабаева', 'Гүлнәр', '1990-03-05', 'female'),
  perpetrator: person('Жұмабаев', 'Қайрат', '1985-07-01', 'male'),
}
const respelled = {
  victim: person('Жумабаева', 'Гульнар', '1990-03-05', 'female'),
  perpetrator: person('Zhumabaev', 'Kairat', '1985-07-01', 'male'),
  wishes: 'Учебное новое желание',
}

/** A standing extreme case, and somebody who is about to tell of a second call. */
async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const opened = await openStory(edge, await actorNamed(edge, 'inspector'), { ...extreme, ...pair })
  return { app, db, edge, ...opened }
}

type Begun = Awaited<ReturnType<typeof begin>>

/** A fresh interview with its answers; `send` is the page on which the officer says whose call it is. */
async function tell({ app, edge }: Begun, username: string, story: StoryAnswers) {
  const actor = await actorNamed(edge, username)
  const { id } = valueOrThrow(await startInterview(edge, actor))
  await tellStory(edge, actor, id, story)
  const visitor = await signIn(app, username)
  return { id, visitor, send: await recognise(visitor, id) }
}

async function recognise(visitor: Visitor, id: string) {
  await visitor.get(`/interviews/${id}/judgement`)
  const asked = await visitor.post(`/interviews/${id}/judgement`, judgement)
  const shown = (part: string) => new RegExp(`name="${part}\\.shown" value="([^"]+)"`).exec(asked.text)?.[1] ?? ''
  const people = { victim: shown('victim'), perpetrator: shown('perpetrator') }
  return () => visitor.post(`/interviews/${id}/people`, { ...judgement, ...people })
}

const dueOf = async (db: Database, caseId: string) =>
  (await listCaseMeasures(db.read, caseId)).filter(one => one.state === 'due').map(one => one.code)

const actionsOf = async (db: Database) =>
  (await db.read.selectFrom('audit_entry').select('action').execute()).map(row => row.action)

eachEngine((_engine, open) => {
  test('a second call under another spelling is the next assessment of the same case, and a repeat', async () => {
    const begun = await begin(await open())
    const { db, caseId } = begun
    const { id, visitor, send } = await tell(begun, 'inspector', { ...extreme, ...respelled })
    const draftKey = (await findInterview(db.read, id))?.key_id ?? ''
    const sent = await send()
    expect(sent.status).toBe(303)
    const [last, first, ...rest] = await listCaseAssessments(db.read, caseId)
    expect(rest).toEqual([])
    expect(sent.headers['location']).toBe(`/assessments/${last?.id}`)
    expect(last).toMatchObject({ kind: 'reassessment', prompt: 'new_incident', serial: 2, follows_id: first?.id })
    expect(last?.facts).toMatchObject({ incidents_12_months: 2, repeat_within_window: true })
    expect((await db.read.selectFrom('case_file').select('id').execute()).length).toBe(1)
    expect(await listIncidents(db.read, caseId)).toHaveLength(2)
    const items = await db.read.selectFrom('agenda_item').selectAll().execute()
    expect(items.map(openReasons)).toEqual([expect.arrayContaining(['repeat'])])
    const one = await findCase(db.read, caseId, at)
    expect(one && (await openCase(db, one)).wishes).toBe(respelled.wishes)
    expect(await findInterview(db.read, id)).toMatchObject({ case_id: caseId, key_id: one?.key_id })
    const keys = db.keys.table.read.selectFrom('wrapped_key').select('id').where('id', '=', draftKey)
    expect(await keys.execute()).toEqual([])
    expect((await db.read.selectFrom('person_alias').select('kind').execute()).length).toBe(2)
    const said = ['incident.recorded', 'assessment.submitted', 'match.decided', 'measure.moved', 'agenda_item.moved']
    expect(await actionsOf(db)).toEqual(expect.arrayContaining(said))
    expect((await visitor.get(`/cases/${caseId}`)).text).toContain(respelled.wishes)
  })

  test('what is due already is not asked for twice', async () => {
    const begun = await begin(await open())
    const before = await dueOf(begun.db, begun.caseId)
    await (await tell(begun, 'inspector', { ...extreme, ...respelled })).send()
    const after = await dueOf(begun.db, begun.caseId)
    expect(before.length).toBeGreaterThan(0)
    expect(after).toEqual(expect.arrayContaining(before))
    expect(new Set(after).size).toBe(after.length)
  })

  test('a milder second call lowers nothing until the head agrees', async () => {
    const begun = await begin(await open())
    const { app, db, caseId } = begun
    await (await tell(begun, 'inspector', { ...scene, ...respelled })).send()
    expect((await listCaseAssessments(db.read, caseId))[0]).toMatchObject({ stood_category: 'extreme' })
    expect((await listCaseAssessments(db.read, caseId))[0]?.category).not.toBe('extreme')
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'extreme', listed: true })
    const head = await signIn(app, 'head')
    const lowering = /action="(\/lowerings\/[\w-]+)"/.exec((await head.get('/approvals')).text)?.[1] ?? ''
    expect((await head.post(lowering, { answer: 'agree' })).status).toBe(303)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high' })
  })

  test('the same second call sent twice, together and again, has one effect', async () => {
    const begun = await begin(await open())
    const { db, caseId } = begun
    const { send } = await tell(begun, 'inspector', { ...extreme, ...respelled })
    const sent = await Promise.all([send(), send()])
    sent.push(await send())
    expect(sent.map(one => one.status)).toEqual([303, 303, 303])
    expect(new Set(sent.map(one => one.headers['location'])).size).toBe(1)
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(2)
    expect(await listIncidents(db.read, caseId)).toHaveLength(2)
    expect((await db.read.selectFrom('person_alias').select('kind').execute()).length).toBe(2)
  })

  test('two officers who tell of two calls at once add both to the one case', async () => {
    const begun = await begin(await open())
    const { db, caseId } = begun
    const one = await tell(begun, 'inspector', { ...extreme, ...respelled })
    const other = await tell(begun, 'head', { ...extreme, ...pair })
    const sent = await Promise.all([one.send(), other.send()])
    expect(sent.map(each => each.status)).toEqual([303, 303])
    const all = await listCaseAssessments(db.read, caseId)
    expect(all.map(each => [each.serial, each.facts['incidents_12_months']])).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ])
    const due = await dueOf(db, caseId)
    expect(new Set(due).size).toBe(due.length)
  })
})
