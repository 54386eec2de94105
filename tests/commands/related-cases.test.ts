import { expect, test } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { startLinked } from '../../src/commands/interview/start-linked.ts'
import { findCase, listIncidents } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { findInterview, openAnswers } from '../../src/storage/interview-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, tellStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const person = (surname: string, given_name: string, born_on: string) => {
  return { surname, given_name, patronymic: '', born_on, iin: '', sex: '' }
}
const [her, him, brother] = [
  person('Омарова', 'Айгерім', '1990-03-01'),
  person('Омаров', 'Дәурен', '1988-07-09'),
  person('Тілеуов', 'Бекзат', '1985-01-15'),
]
const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const actor = await actorNamed(deps, 'inspector')
  const { caseId } = await openStory(edge, actor, { ...scene, victim: her, perpetrator: him })
  const first = await findCase(db.read, caseId, toStamp(now))
  if (!first) throw new Error('no case')
  return { app, db, edge, actor, first }
}

eachEngine((_engine, open) => {
  test('a second perpetrator of the same incident is a case of its own; the two lead to each other', async () => {
    const { app, db, edge, actor, first } = await begin(await open())
    const { id } = valueOrThrow(await startLinked(edge, actor, { caseId: first.id }))
    const draft = await findInterview(db.read, id)
    const taken = draft ? await openAnswers(db, draft) : {}
    expect(Object.keys(taken).sort()).toEqual(['incident_account', 'incident_at', 'safe_contact', 'victim', 'wishes'])
    await tellStory(edge, actor, id, { ...scene, victim: her, perpetrator: brother })
    const people = { victim: { same: first.victim_id, notSame: [], iinReason: '' } }
    const done = valueOrThrow(await submitAssessment(edge, actor, { interviewId: id, ...judgement, people }))
    const second = await findCase(db.read, done.caseId, toStamp(now))
    expect(second).toMatchObject({ victim_id: first.victim_id })
    expect([second?.id === first.id, second?.perpetrator_id === first.perpetrator_id]).toEqual([false, false])
    const times = await Promise.all([first.id, done.caseId].map(async each => listIncidents(db.read, each)))
    expect(times[0]?.[0]?.happened_at).toBe(times[1]?.[0]?.happened_at)
    const visitor = await signIn(app, 'inspector')
    expect((await visitor.get(`/cases/${first.id}`)).text).toContain(`другой правонарушитель: дело ${second?.number}`)
    expect((await visitor.get(`/cases/${second?.id}`)).text).toContain(`другой правонарушитель: дело ${first.number}`)
  })

  test('two who accuse each other have two cases that know of each other', async () => {
    const { app, db, edge, actor, first } = await begin(await open())
    const { id } = valueOrThrow(await startInterview(edge, actor))
    await tellStory(edge, actor, id, scene)
    for (const [item, value] of [['victim', him] as const, ['perpetrator', her] as const])
      valueOrThrow(await saveAnswer(edge, actor, id, item, { value }))
    const people = {
      victim: { same: first.perpetrator_id, notSame: [], iinReason: '' },
      perpetrator: { same: first.victim_id, notSame: [], iinReason: '' },
    }
    const done = valueOrThrow(await submitAssessment(edge, actor, { interviewId: id, ...judgement, people }))
    expect(done.caseId).not.toBe(first.id)
    const second = await findCase(db.read, done.caseId, toStamp(now))
    const visitor = await signIn(app, 'inspector')
    expect((await visitor.get(`/cases/${first.id}`)).text).toContain(`Встречное обвинение: в деле ${second?.number}`)
    expect((await visitor.get(`/cases/${second?.id}`)).text).toContain(`Встречное обвинение: в деле ${first.number}`)
    expect((await visitor.get(`/cases/${first.id}/linked-case`)).status).toBe(200)
    expect((await visitor.post(`/cases/${first.id}/linked-case`)).headers['location']).toMatch(/^\/interviews\//)
  })
})
