import { expect, test } from 'vitest'
import { decideLowering } from '../../src/commands/assessment/decide-lowering.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, scene, tellStory, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)
const judgement = { priorCategory: 'medium', concern: 'Учебное опасение при повторной оценке' } as const
const reason = 'Он вчера купил билет и сказал сестре, что приедет к ней ночью'

/** A firearm beside a threat is high by itself, and no more than that. */
const high = { ...scene, firearm_access: 'owns', threats_this_incident: { ticked: ['harm_her'], rest: 'no' } }

function withoutPeople(story: StoryAnswers): StoryAnswers {
  return Object.fromEntries(Object.entries(story).filter(([item]) => item !== 'victim' && item !== 'perpetrator'))
}

/** A case whose category `username` would let sink. */
async function begin(db: Database, username: string, first: StoryAnswers = extreme) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const actor = await actorNamed(edge, username)
  const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), first)
  const { id } = valueOrThrow(await startReassessment(edge, actor, { caseId, prompt: 'scheduled' }))
  await tellStory(edge, actor, id, withoutPeople(scene))
  valueOrThrow(await submitAssessment(edge, actor, { interviewId: id, ...judgement }))
  const lowering = await db.read.selectFrom('category_lowering').selectAll().executeTakeFirstOrThrow()
  return { app, db, edge, actor, caseId, lowering, path: `/lowerings/${lowering.id}` }
}

eachEngine((_engine, open) => {
  test('a head does not agree to the own assessment; the superior does, without seeing the case', async () => {
    const { app, db, caseId, path } = await begin(await open(), 'head')
    const head = await signIn(app, 'head')
    const own = await head.get('/approvals')
    expect(own.text).toContain('рассмотрит другой начальник')
    expect(own.text).not.toContain(`action="${path}"`)
    expect((await head.get('/')).text).not.toContain('href="/approvals"')
    const refused = await head.post(path, { answer: 'agree' })
    expect([refused.status, refused.text.includes('решает другой начальник')]).toEqual([422, true])
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'extreme' })
    const superior = await signIn(app, 'department')
    expect((await superior.get('/')).text).toContain('href="/approvals"')
    const list = await superior.get('/approvals')
    expect([list.text.includes(`action="${path}"`), list.text.includes('/assessments/')]).toEqual([true, false])
    expect((await superior.post(path, { answer: 'agree' })).status).toBe(303)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high' })
  })

  test('the superior agrees to a head’s own assessment of a case that is not extreme, too', async () => {
    const { app, db, caseId, path } = await begin(await open(), 'head', high)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high' })
    const superior = await signIn(app, 'department')
    expect((await superior.get(`/cases/${caseId}`)).status).toBe(404)
    await superior.get('/approvals')
    expect((await superior.post(path, { answer: 'agree' })).status).toBe(303)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'medium' })
  })

  test('an inspector’s assessment is for the head, and the superior is not asked', async () => {
    const { app, path } = await begin(await open(), 'inspector')
    const superior = await signIn(app, 'department')
    expect((await superior.get('/approvals')).text).not.toContain(path)
    expect((await superior.post(path, { answer: 'agree' })).status).toBe(404)
    const head = await signIn(app, 'head')
    await head.get('/approvals')
    expect((await head.post(path, { answer: 'agree' })).status).toBe(303)
  })

  test('another head of the district agrees to what a head made, and nobody of another region', async () => {
    const { edge, actor, lowering } = await begin(await open(), 'head')
    const input = { id: lowering.id, agrees: true, reason: '' }
    expect(await decideLowering(edge, actor, input)).toMatchObject({ faults: [{ code: 'own_work' }] })
    const superior = await actorNamed(edge, 'department')
    const far = { ...superior, id: 'superior-2', region: '710000000' }
    expect(await decideLowering(edge, far, input)).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await decideLowering(edge, { ...actor, id: 'head-2' }, input)).toMatchObject({ ok: true })
  })

  test('a head does not acknowledge the own raise; the superior does', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const edge = { ...deps, now }
    const { assessmentId } = await openStory(edge, await actorNamed(edge, 'inspector'), scene)
    const head = await signIn(app, 'head')
    await head.get(`/assessments/${assessmentId}/raise`)
    expect((await head.post(`/assessments/${assessmentId}/raise`, { category: 'high', reason })).status).toBe(303)
    const raise = await db.read.selectFrom('category_raise').select('id').executeTakeFirstOrThrow()
    const path = `/raises/${raise.id}/acknowledge`
    expect((await head.get('/approvals')).text).not.toContain(path)
    const refused = await head.post(path)
    expect([refused.status, refused.text.includes(`href="#q-${raise.id}"`)]).toEqual([422, true])
    const superior = await signIn(app, 'department')
    expect((await superior.get('/approvals')).text).toContain(path)
    expect((await superior.post(path)).status).toBe(303)
    const row = await db.read.selectFrom('category_raise').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ acknowledged_at: at, acknowledged_by: (await actorNamed(edge, 'department')).id })
  })
})
