import { expect, test } from 'vitest'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const recordsOpen = { ...scene, earlier_record: 'unknown' }

eachEngine((_engine, open) => {
  test('a tick does not end the record check while records are open, and the way to them stands beside it', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const edge = { ...deps, now }
    const opened = await openStory(edge, await actorNamed(edge, 'inspector'), recordsOpen)
    const { caseId, assessmentId } = opened
    const check = async () => (await listCaseMeasures(db.read, caseId)).find(one => one.code === 'record_check')
    const measure = `/measures/${(await check())?.id}`
    const visitor = await signIn(app, 'inspector')
    const page = await visitor.get(`/cases/${caseId}`)
    // The form of reasons alone: the one tap is left out.
    expect(page.text.split(`action="${measure}"`)).toHaveLength(2)
    const refused = await visitor.post(measure, { state: 'done', note: 'Учебная заметка' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Не все данные из баз внесены')
    expect(refused.text).toContain(`href="/assessments/${assessmentId}/records"`)
    expect(refused.text).toContain('Учебная заметка')
    expect(await check()).toMatchObject({ state: 'due' })
    expect((await visitor.post(measure, { state: 'not_possible', note: 'Базы не отвечают' })).status).toBe(303)
    expect(await check()).toMatchObject({ state: 'not_possible' })
  })
})
