import { expect, test } from 'vitest'
import { proposeTransfer } from '../../src/commands/case/propose-transfer.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const reason = 'Она переехала к сестре в другой район'

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const { caseId } = await openStory(edge, await actorNamed(edge, 'inspector'), scene)
  const head = await actorNamed(edge, 'head')
  const { id } = valueOrThrow(await proposeTransfer(edge, head, { caseId, district: '751110000', reason }))
  const number = (await findCase(db.read, caseId, toStamp(now)))?.number ?? ''
  return { app, edge, caseId, id, number }
}

eachEngine((_engine, open) => {
  test('the receiving head finds the proposal on the day and names an inspector, who accepts; the case says who took it', async () => {
    const { app, edge, caseId, id, number } = await begin(await open())
    const head = await signIn(app, 'head2')
    const day = await head.get('/')
    expect(day.text).toContain(number)
    expect(day.text).toContain('href="/transfers"')
    expect(day.text).not.toContain(`/cases/${caseId}`)
    expect((await head.get(`/work-items/transfer-${id}`)).text).toContain('href="/transfers"')
    const officer = await signIn(app, 'inspector2')
    expect((await officer.get('/')).text).not.toContain(number)
    expect((await officer.get('/transfers')).text).not.toContain(number)
    expect((await officer.post(`/transfers/${id}/accept`, { reason: '' })).status).toBe(404)
    const incoming = await head.get('/transfers')
    expect(incoming.text).toContain(number)
    const to = (await actorNamed(edge, 'inspector2')).id
    const wrong = await head.post(`/transfers/${id}/entrust`, { to: (await actorNamed(edge, 'inspector')).id })
    expect([wrong.status, wrong.text.includes(`#q-entrust-${id}-to`)]).toEqual([422, true])
    expect((await head.post(`/transfers/${id}/entrust`, { to })).status).toBe(303)
    expect((await head.get('/transfers')).text).toContain('Отвечает: Асхат Рахимов')
    expect((await officer.get('/')).text).toContain(number)
    await officer.get('/transfers')
    const taken = await officer.post(`/transfers/${id}/accept`, { reason: '' })
    expect([taken.status, taken.headers['location']]).toEqual([303, `/cases/${caseId}`])
    expect((await officer.get(`/cases/${caseId}/transfer`)).text).toContain('Асхат Рахимов')
    expect((await officer.get('/transfers')).text).not.toContain(number)
  })
})
