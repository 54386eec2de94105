import { expect, test } from 'vitest'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { eachEngine } from '../support/database.ts'
import { questionnaires, signIn, startProgram } from '../support/program.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

eachEngine((_engine, open) => {
  test('an interview that cannot be judged yet says which questions are open', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now })
    const edge = { ...deps, now }
    const { id } = valueOrThrow(await startInterview(edge, await actorNamed(edge, 'inspector')))
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/interviews/${id}/judgement`)
    const judgement = { category: 'medium', concern: 'Учебное опасение за её жизнь' }
    const refused = await visitor.post(`/interviews/${id}/judgement`, judgement)
    expect(refused.status).toBe(422)
    const items = questionnaires.banks[0]?.definition.items ?? []
    for (const code of ['relationship', 'incident_at']) {
      expect(refused.text).toContain(`${items.find(item => item.code === code)?.text.ru} Заполните это поле.`)
    }
  })
})
