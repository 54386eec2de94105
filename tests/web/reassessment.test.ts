import { expect, test } from 'vitest'
import { listCaseAssessments, openAssessment } from '../../src/storage/assessment-store.ts'
import { findCase, listIncidents } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { findInterview, listPrefilled, openAnswers } from '../../src/storage/interview-store.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import {
  actorNamed,
  extreme,
  openStory,
  reassess,
  scene,
  tellStory,
  withoutPeople,
  type StoryAnswers,
} from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)
const milder: StoryAnswers = { ...scene, strangulation: 'earlier' }
const judgement = { priorCategory: 'medium', concern: 'Учебное опасение при повторной оценке' } as const

async function begin(db: Database, story: StoryAnswers) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const actor = await actorNamed(edge, 'inspector')
  const opened = await openStory(edge, actor, story)
  const visitor = await signIn(app, 'inspector')
  return { app, db, edge, actor, visitor, ...opened }
}

async function start(visitor: Visitor, caseId: string, prompt: string): Promise<string> {
  const path = `/cases/${caseId}/reassessment`
  await visitor.get(path)
  const sent = await visitor.post(path, { prompt })
  const id = /^\/interviews\/([\w-]+)\/contact$/.exec(sent.headers['location'] ?? '')?.[1]
  if (!id) throw new Error(`${sent.status}: ${sent.text.slice(0, 2000)}`)
  return id
}

eachEngine((_engine, open) => {
  test('a reassessment begins with what rarely changes, marked until it is touched, under a key of its own', async () => {
    const { db, edge, visitor, caseId } = await begin(await open(), { ...extreme, violence_against_others: 'yes' })
    const id = await start(visitor, caseId, 'new_incident')
    const row = await findInterview(db.read, id)
    const one = await findCase(db.read, caseId, at)
    expect(row).toMatchObject({ case_id: caseId, prompt: 'new_incident', assessment_id: null })
    expect(row?.key_id).not.toBe(one?.key_id)
    const answers = row ? await openAnswers(db, row) : {}
    expect(answers['violence_against_others']?.value).toBe('yes')
    expect(answers['strangulation']).toBeUndefined()
    const marks = async () =>
      (await visitor.get(`/interviews/${id}/perpetrator`)).text.split('data-prefilled').length - 1
    const before = await marks()
    expect(before).toBeGreaterThan(0)
    await visitor.post(`/interviews/${id}/answers`, { item: 'violence_against_others', violence_against_others: 'yes' })
    expect(await marks()).toBe(before - 1)
    await visitor.post(`/interviews/${id}/contact`, { relationship: 'spouse', 'relationship.source': 'her_words' })
    expect(await listPrefilled(edge.db.read, id)).toContain('relationship')
  })

  test('a category falls by one step and only with the head; until then the old one stands', async () => {
    const { app, db, edge, actor, visitor, caseId } = await begin(await open(), extreme)
    const id = await start(visitor, caseId, 'scheduled')
    const key = (await findInterview(db.read, id))?.key_id
    const done = await reassess(edge, actor, id, milder)
    const [last, first] = await listCaseAssessments(db.read, caseId)
    expect(last).toMatchObject({
      id: done.assessmentId,
      kind: 'reassessment',
      category: 'medium',
      stood_category: 'extreme',
    })
    expect(last).toMatchObject({ follows_id: first?.id, incident_id: first?.incident_id, prompt: 'scheduled' })
    expect(last && (await openAssessment(db, last)).concern).toBe(judgement.concern)
    expect(
      await db.keys.table.read
        .selectFrom('wrapped_key')
        .select('id')
        .where('id', '=', key ?? '')
        .execute(),
    ).toEqual([])
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'extreme', listed: true })
    const page = await visitor.get(`/assessments/${done.assessmentId}`)
    expect(page.text).toContain('пока начальник не согласится')
    expect(page.text).toContain('<mark>Да, раньше</mark>')
    expect((await visitor.get('/approvals')).status).toBe(403)
    const head = await signIn(app, 'head')
    expect((await head.get('/')).text).toContain('Решить о снижении категории')
    const lowering = /action="(\/lowerings\/[\w-]+)"/.exec((await head.get('/approvals')).text)?.[1] ?? ''
    expect((await head.post(lowering, { answer: 'decline', reason: ' ' })).status).toBe(422)
    expect((await visitor.post(lowering, { answer: 'agree' })).status).toBe(403)
    expect((await head.post(lowering, { answer: 'agree' })).status).toBe(303)
    const lowered = await findCase(db.read, caseId, at)
    expect(lowered).toMatchObject({ category: 'high', listed: true, reassess_by: '2026-11-30T18:59:59.999Z' })
    expect((await head.post(lowering, { answer: 'agree' })).status).toBe(422)
    const due = (await listCaseMeasures(db.read, caseId)).filter(one => one.state === 'due')
    expect(due.find(one => one.code === 'weapon_check')?.due_at).toBe('2026-11-24T04:00:00.000Z')
  })

  test('what the head does not agree to stays as it was, with the reason sealed', async () => {
    const { app, db, edge, actor, visitor, caseId } = await begin(await open(), extreme)
    await reassess(edge, actor, await start(visitor, caseId, 'scheduled'), milder)
    const head = await signIn(app, 'head')
    const lowering = /action="(\/lowerings\/[\w-]+)"/.exec((await head.get('/approvals')).text)?.[1] ?? ''
    expect((await head.post(lowering, { answer: 'decline', reason: 'Учебная причина' })).status).toBe(303)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'extreme' })
    const row = await db.read.selectFrom('category_lowering').selectAll().executeTakeFirstOrThrow()
    expect(row.state).toBe('declined')
    expect(row.sealed_reason).toMatch(/^v1\./)
  })

  test('a new incident raises at once, is counted with those before it and brings measures back', async () => {
    const { db, edge, actor, visitor, caseId } = await begin(await open(), milder)
    const before = await listCaseMeasures(db.read, caseId)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'medium', listed: false })
    const id = await start(visitor, caseId, 'new_incident')
    await reassess(edge, actor, id, { ...extreme, wishes: 'Учебное новое желание' })
    const one = await findCase(db.read, caseId, at)
    expect(one).toMatchObject({ category: 'extreme', listed: true, reassess_by: '2026-11-26T04:00:00.000Z' })
    expect(await listIncidents(db.read, caseId)).toHaveLength(2)
    const [last] = await listCaseAssessments(db.read, caseId)
    expect(last?.facts).toMatchObject({ incidents_12_months: 2, repeat_within_window: false })
    const after = await listCaseMeasures(db.read, caseId)
    expect(before.every(old => after.some(now => now.id === old.id))).toBe(true)
    expect(new Set(after.map(now => now.code)).size).toBe(after.length)
    const page = await visitor.get(`/cases/${caseId}`)
    expect(page.text).toContain('Учебное новое желание')
    expect(page.text.match(/<circle class="mark"/g)).toHaveLength(2)
    expect(page.text).toMatch(/<polyline class="course" points="\d+,\d+ \d+,\d+"/)
    expect(page.text).toContain('Повторная оценка')
    expect(page.text).not.toMatch(/style=/)
  })

  test('the same reassessment sent twice, together, is one; another officer may not take it up', async () => {
    const { app, db, edge, actor, visitor, caseId } = await begin(await open(), milder)
    const id = await start(visitor, caseId, 'scheduled')
    expect(await start(visitor, caseId, 'scheduled')).toBe(id)
    const head = await signIn(app, 'head')
    await head.get(`/cases/${caseId}/reassessment`)
    const blocked = await head.post(`/cases/${caseId}/reassessment`, { prompt: 'her_request' })
    expect([blocked.status, blocked.text.includes('Другой сотрудник ещё не закончил')]).toEqual([422, true])
    expect((await head.get(`/interviews/${id}/contact`)).status).toBe(404)
    expect(
      (await head.post(`/interviews/${id}/judgement`, { category: 'low', concern: judgement.concern })).status,
    ).toBe(404)
    expect(await start(head, caseId, 'new_incident')).not.toBe(id)
    await tellStory(edge, actor, id, withoutPeople(milder))
    const body = { category: 'medium', concern: judgement.concern }
    await visitor.get(`/interviews/${id}/judgement`)
    const sent = await Promise.all([
      visitor.post(`/interviews/${id}/judgement`, body),
      visitor.post(`/interviews/${id}/judgement`, body),
    ])
    expect(sent.map(one => one.status)).toEqual([303, 303])
    expect(sent[0]?.headers['location']).toBe(sent[1]?.headers['location'])
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(2)
  })

  test('other people in a reassessment are named, and the draft stays', async () => {
    const { db, edge, actor, visitor, caseId } = await begin(await open(), milder)
    const id = await start(visitor, caseId, 'scheduled')
    await tellStory(edge, actor, id, { ...milder, victim: { ...(milder['victim'] as object), surname: 'Другая' } })
    await visitor.get(`/interviews/${id}/judgement`)
    const sent = await visitor.post(`/interviews/${id}/judgement`, { category: 'low', concern: judgement.concern })
    expect([sent.status, sent.text.includes('касается тех же двух людей')]).toEqual([422, true])
    expect((await findInterview(db.read, id))?.assessment_id).toBeNull()
  })

  test('a reassessment stands on the day page under its case, and wants a reason', async () => {
    const { edge, actor, visitor, caseId } = await begin(await open(), extreme)
    const yesterday = { ...edge, now: now.subtract({ hours: 24 }) }
    const older = await openStory(yesterday, actor, { ...extreme, incident_at: '2026-11-19T21:30' })
    const day = await visitor.get('/')
    expect(day.text).toContain(`/cases/${older.caseId}/reassessment`)
    expect((await visitor.get('/day/later')).text).toContain(`/cases/${caseId}/reassessment`)
    await visitor.get(`/cases/${caseId}/reassessment`)
    const sent = await visitor.post(`/cases/${caseId}/reassessment`)
    expect([sent.status, sent.text.includes('href="#q-prompt"')]).toEqual([422, true])
  })

  test('an assessment of the early morning stands in the history under its local day', async () => {
    const night = Temporal.Instant.from('2026-11-22T20:30:00Z')
    const { app, deps } = await startProgram(await open(), 0, { now: night })
    const edge = { ...deps, now: night }
    const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), scene)
    const page = await (await signIn(app, 'inspector')).get(`/cases/${caseId}`)
    expect(page.text).toContain('23.11.2026')
    expect(page.text).not.toContain('22.11.2026')
  })
})
