import { expect, test } from 'vitest'
import { findLastAssessment, listCaseAssessments } from '../../src/storage/assessment-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { correctionReason as reason, voidBoth } from '../support/correction.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, scene, type StoryAnswers } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)

async function begin(db: Database, story: StoryAnswers) {
  const { app, deps } = await startProgram(db, 0, { now })
  const opened = await openStory({ ...deps, now }, await actorNamed(deps, 'inspector'), story)
  return { app, db, deps, ...opened, corrections: `/cases/${opened.caseId}/corrections` }
}

eachEngine((_engine, open) => {
  test('the officer asks, the head agrees, and what was voided stays readable with its mark', async () => {
    const { app, db, caseId, assessmentId, corrections } = await begin(await open(), extreme)
    const inspector = await signIn(app, 'inspector')
    expect((await inspector.get(corrections)).text).toContain('Исправлений ещё не было')
    const target = `void.assessment.${assessmentId}`
    const short = await inspector.post(corrections, { target, reason: 'не то' })
    expect([short.status, short.text.includes('>не то</textarea>')]).toEqual([422, true])
    expect(short.text).toContain('href="#q-correction-reason"')
    expect((await inspector.post(corrections, { target, reason })).status).toBe(303)
    expect((await inspector.get(corrections)).text).toContain(reason)
    const { id } = await db.read.selectFrom('correction').select('id').executeTakeFirstOrThrow()
    expect((await inspector.post(`/corrections/${id}`, { answer: 'agree' })).status).toBe(403)
    const head = await signIn(app, 'head')
    expect((await head.get('/')).text).toContain('Запись, которую просят отменить')
    const list = await head.get('/approvals')
    expect([list.text.includes(corrections), list.text.includes(reason)]).toEqual([true, false])
    const without = await head.post(`/corrections/${id}`, { answer: 'decline', reason: '' })
    expect([without.status, without.text.includes(`href="#q-${id}"`)]).toEqual([422, true])
    expect((await head.post(`/corrections/${id}`, { answer: 'agree' })).status).toBe(303)
    expect((await head.get(`/assessments/${assessmentId}`)).text).toContain('Эта оценка отменена')
    const page = await head.get(`/cases/${caseId}`)
    expect(page.text).toContain('Действующей оценки нет')
    expect(page.text).toContain(`href="/cases/${caseId}/reassessment"`)
    const { number } = await db.read.selectFrom('case_file').select('number').executeTakeFirstOrThrow()
    expect((await head.get('/queue')).text).not.toContain(number)
    expect((await head.post(corrections, { target, reason })).text).toContain('уже отменена')
  })

  test('the card of a perpetrator counts neither a voided case nor its victim', async () => {
    const { app, db, deps, caseId } = await begin(await open(), scene)
    const edge = { ...deps, now }
    const { caseId: other } = await openStory(edge, await actorNamed(edge, 'inspector'), extreme)
    const { perpetrator_id } = (await findCase(db.read, caseId, at)) ?? { perpetrator_id: '' }
    await db.write.updateTable('case_file').set({ perpetrator_id }).where('id', '=', other).execute()
    const inspector = await signIn(app, 'inspector')
    const card = async () => (await inspector.get(`/cases/${caseId}/perpetrator`)).text
    expect(await card()).toContain('Потерпевших: 2')
    await voidBoth(edge, other, { kind: 'case', id: other })
    expect(await card()).toContain('Потерпевших: 1')
    expect(await card()).not.toContain(other)
  })

  test('a voided case stands in the list with its mark and leads to the one that took its place', async () => {
    const { app, db, caseId, corrections } = await begin(await open(), extreme)
    const inspector = await signIn(app, 'inspector')
    await inspector.get(corrections)
    expect((await inspector.post(corrections, { target: `swap.case.${caseId}`, reason })).status).toBe(303)
    const { id } = await db.read.selectFrom('correction').select('id').executeTakeFirstOrThrow()
    const head = await signIn(app, 'head')
    await head.get('/approvals')
    expect((await head.post(`/corrections/${id}`, { answer: 'agree' })).status).toBe(303)
    const made = await db.read.selectFrom('case_file').select(['id', 'number']).where('id', '<>', caseId).execute()
    const [other] = made
    expect(made).toHaveLength(1)
    const old = await inspector.get(`/cases/${caseId}`)
    expect([old.text.includes('Дело отменено'), old.text.includes(`href="/cases/${other?.id}"`)]).toEqual([true, true])
    expect((await inspector.get(`/cases/${other?.id}`)).text).toContain(`href="/cases/${caseId}"`)
    expect((await inspector.get('/cases')).text).toContain('<strong>отменено</strong>')
    const draft = await inspector.post(`/cases/${caseId}/reassessment`, { prompt: 'scheduled' })
    expect([draft.status, draft.text.includes('Дело отменено')]).toEqual([422, true])
  })

  test('a mistyped answer is corrected with a reason, compared, and lowers nothing without the head', async () => {
    const { app, db, caseId, assessmentId } = await begin(await open(), { ...scene, strangulation: 'this_incident' })
    const before = await findCase(db.read, caseId, at)
    expect(before?.category).toBe('high')
    const inspector = await signIn(app, 'inspector')
    const list = await inspector.get(`/assessments/${assessmentId}/answers`)
    const path = `/assessments/${assessmentId}/answers/strangulation`
    expect(list.text).toContain(`href="${path}"`)
    expect((await inspector.get(path)).text).toContain('value="this_incident" checked')
    const why = 'Ответ относится к другой женщине, опечатка'
    const same = await inspector.post(path, { strangulation: 'this_incident', reason: why })
    expect([same.status, same.text.includes('Ответ такой же'), same.text.includes(why)]).toEqual([422, true, true])
    const unreasoned = await inspector.post(path, { strangulation: 'never', reason: '' })
    expect([unreasoned.status, unreasoned.text.includes('href="#q-reason"')]).toEqual([422, true])
    expect((await inspector.post(path, { strangulation: 'never', reason: why })).status).toBe(303)
    const last = await findLastAssessment(db.read, caseId)
    expect(last).toMatchObject({ kind: 'correction', supersedes_id: assessmentId, stood_category: 'high' })
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(2)
    expect((await findCase(db.read, caseId, at))?.category).toBe('high')
    const lowering = await db.read.selectFrom('category_lowering').selectAll().executeTakeFirstOrThrow()
    expect(lowering).toMatchObject({ state: 'pending', from_category: 'high' })
    const page = await inspector.get(`/assessments/${last?.id}`)
    expect([page.text.includes(why), page.text.includes('<mark>')]).toEqual([true, true])
    expect((await inspector.post(path, { strangulation: 'never', reason: why })).headers['location']).toBe(
      `/assessments/${last?.id}/answers`,
    )
  })

  test('an answer that is no question of the bank, or a person, is not corrected here', async () => {
    const { app, assessmentId } = await begin(await open(), scene)
    const inspector = await signIn(app, 'inspector')
    for (const item of ['victim', 'incident_account', 'no_such_item'])
      expect((await inspector.get(`/assessments/${assessmentId}/answers/${item}`)).status).toBe(404)
  })
})
