import { expect, test } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { findInterview, openAnswers } from '../../src/storage/interview-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { answerInterview, startInterview, submitInterview } from '../support/interview.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const judgement = { category: 'medium', concern: 'Учебное опасение за её жизнь' }

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const visitor = await signIn(app, 'inspector')
  const id = await startInterview(visitor)
  await visitor.get(`/interviews/${id}/contact`)
  const answer = (item: string, fields: Record<string, string>) =>
    visitor.post(`/interviews/${id}/answers`, { item, ...fields })
  const stored = async () => {
    const row = await findInterview(db.read, id)
    return row ? openAnswers(db, row) : {}
  }
  return { app, db, edge: { ...deps, now }, visitor, id, answer, stored }
}

const countCases = async (db: Database) => (await db.read.selectFrom('case_file').select('id').execute()).length

eachEngine((_engine, open) => {
  test('an answer for a hidden, an unknown question or an unknown option is refused by name and not stored', async () => {
    const { answer, stored } = await begin(await open())
    const hidden = await answer('death_threat_with_weapon', { death_threat_with_weapon: 'yes' })
    expect([hidden.status, hidden.body.faults]).toMatchObject([422, [{ at: 'death_threat_with_weapon' }]])
    expect(hidden.text).toContain('Этот вопрос сейчас не задаётся')
    expect((await answer('no_such_item', { no_such_item: 'yes' })).status).toBe(422)
    const option = await answer('strangulation', { strangulation: 'perhaps' })
    expect([option.status, option.body.faults]).toMatchObject([422, [{ at: 'strangulation' }]])
    expect(await stored()).toEqual({})
  })

  test('a birth date in the future comes back with what was typed', async () => {
    const { visitor, id, stored } = await begin(await open())
    const fields = { 'victim.surname': 'Учебная', 'victim.born_on': '2031-01-01' }
    const sent = await visitor.post(`/interviews/${id}/contact`, fields)
    expect([sent.status, sent.text.includes('href="#q-victim"')]).toEqual([422, true])
    expect(sent.text).toContain('value="2031-01-01"')
    expect(sent.text).toContain('value="Учебная"')
    expect(await stored()).toEqual({})
  })

  test('strangled this time without any contact is a contradiction, linked to its question; nothing is lost', async () => {
    const { db, visitor, id, answer, stored } = await begin(await open())
    await answerInterview(visitor, id)
    await answer('physical_contact', { physical_contact: 'no' })
    const before = await stored()
    await visitor.get(`/interviews/${id}/judgement`)
    const sent = await visitor.post(`/interviews/${id}/judgement`, judgement)
    expect(sent.status).toBe(422)
    expect(sent.text).toContain(`/interviews/${id}/incident#q-strangulation`)
    expect(sent.text).toContain('Ответы противоречат друг другу')
    expect(sent.text).toContain(judgement.concern)
    expect([await stored(), await countCases(db)]).toEqual([before, 0])
  })

  test('a judgement without category and with too short a concern is told both at once and keeps the text', async () => {
    const { visitor, id } = await begin(await open())
    await answerInterview(visitor, id)
    await visitor.get(`/interviews/${id}/judgement`)
    const sent = await visitor.post(`/interviews/${id}/judgement`, { category: '', concern: 'Коротко' })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('href="#category"')
    expect(sent.text).toContain('href="#concern"')
    expect(sent.text).toContain('>Коротко<')
  })

  test('the back button after submitting leads to the result, and what is sent late is said to be lost', async () => {
    const { db, visitor, id, answer } = await begin(await open())
    await answerInterview(visitor, id)
    const assessment = await submitInterview(visitor, id)
    const back = await visitor.get(`/interviews/${id}/incident`)
    expect(back.headers['location']).toBe(`/assessments/${assessment}`)
    const late = await visitor.post(`/interviews/${id}/incident`, { weapon_used: 'yes' })
    expect([late.status, late.text.includes(`/assessments/${assessment}`)]).toEqual([409, true])
    expect((await answer('weapon_used', { weapon_used: 'yes' })).status).toBe(409)
    expect(await submitInterview(visitor, id)).toBe(assessment)
    expect(await countCases(db)).toBe(1)
  })

  test('the same submission twice at once opens one case', async () => {
    const { db, visitor, id } = await begin(await open())
    await answerInterview(visitor, id)
    await visitor.get(`/interviews/${id}/judgement`)
    const send = () => visitor.post(`/interviews/${id}/judgement`, judgement)
    const sent = await Promise.all(Array.from({ length: 12 }, send))
    expect(new Set(sent.map(one => one.status))).toEqual(new Set([303]))
    expect(new Set(sent.map(one => one.headers['location'])).size).toBe(1)
    expect(await countCases(db)).toBe(1)
  })

  test('two officers on one interview: the second finds nothing and changes nothing', async () => {
    const { app, visitor, id, stored } = await begin(await open())
    await answerInterview(visitor, id)
    const before = await stored()
    const other = await signIn(app, 'head')
    await other.get('/')
    for (const path of ['contact', 'judgement']) {
      expect((await other.get(`/interviews/${id}/${path}`)).status).toBe(404)
      expect((await other.post(`/interviews/${id}/${path}`, judgement)).status).toBe(404)
    }
    expect((await other.post(`/interviews/${id}/answers`, { item: 'weapon_used', weapon_used: 'yes' })).status).toBe(
      404,
    )
    expect(await stored()).toEqual(before)
  })

  test('of a closed case nothing is worked on further; a new assessment may begin', async () => {
    const { db, edge, visitor } = await begin(await open())
    const actor = await actorNamed(edge, 'inspector')
    const { caseId, assessmentId } = await openStory(edge, actor, scene)
    const path = `/cases/${caseId}/reassessment`
    await visitor.get(path)
    await db.write.updateTable('case_file').set({ state: 'closed' }).where('id', '=', caseId).execute()
    const records = await visitor.post(`/assessments/${assessmentId}/records`, { custody_30_days: 'no' })
    expect([records.status, records.text.includes('Дело закрыто')]).toEqual([422, true])
    const summary = { 'summary.priority': 'high', 'summary.severe': 'low', 'summary.imminent': 'low' }
    const judged = await visitor.post(`/assessments/${assessmentId}/instruments/b_safer`, summary)
    expect([judged.status, judged.text.includes('Дело закрыто')]).toEqual([400, true])
    expect((await visitor.post(path, { prompt: 'new_incident' })).status).toBe(303)
    expect(await db.read.selectFrom('assessment').select('id').execute()).toHaveLength(1)
  })

  test('nobody can assess a shredded case again', async () => {
    const { db, edge, visitor } = await begin(await open())
    const actor = await actorNamed(edge, 'inspector')
    const { caseId, assessmentId } = await openStory(edge, actor, scene)
    const path = `/cases/${caseId}/reassessment`
    await visitor.get(path)
    const started = await visitor.post(path, { prompt: 'scheduled' })
    const draft = /\/interviews\/([\w-]+)/.exec(started.headers['location'] ?? '')?.[1] ?? ''
    await visitor.get(`/interviews/${draft}/judgement`)
    await shred(db, caseId)
    const said = 'Данные этого дела уничтожены'
    const summary = { 'summary.priority': 'high', 'summary.severe': 'low', 'summary.imminent': 'low' }
    const refused = [
      await visitor.post(path, { prompt: 'new_incident' }),
      await visitor.post(`/interviews/${draft}/judgement`, judgement),
      await visitor.post(`/assessments/${assessmentId}/records`, { custody_30_days: 'no' }),
    ]
    expect(refused.map(one => [one.status, one.text.includes(said)])).toEqual(refused.map(() => [422, true]))
    const judged = await visitor.post(`/assessments/${assessmentId}/instruments/b_safer`, summary)
    expect([judged.status, judged.text.includes(said)]).toEqual([400, true])
    expect(await db.read.selectFrom('structured_judgement').select('id').execute()).toEqual([])
    expect(await db.read.selectFrom('assessment').select('id').execute()).toHaveLength(1)
    expect((await findInterview(db.read, draft))?.assessment_id).toBeNull()
  })
})

async function shred(db: Database, caseId: string): Promise<void> {
  const { key_id } = await db.read
    .selectFrom('case_file')
    .select('key_id')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  await db.write
    .insertInto('tombstone')
    .values({ key_id, kind: 'case', destroyed_at: toStamp(now) })
    .execute()
  await db.keys.destroy(key_id)
}
