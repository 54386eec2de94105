import { expect, it } from 'vitest'
import { eachEngine, type OpenDatabase } from '../support/database.ts'
import { signIn, startProgram, type Clock } from '../support/program.ts'
import { spoilEntry } from '../support/audit.ts'

const whole = 'Записи после последней контрольной точки проверены: целы.'

async function open(openDb: OpenDatabase) {
  const db = await openDb()
  const clock: Clock = { now: Temporal.Instant.from('2026-11-20T04:00:00.000Z') }
  const { app } = await startProgram(db, 1, clock, db.place.anchorDir)
  return { db, auditor: await signIn(app, 'auditor') }
}

eachEngine((_engine, openDb) => {
  it('shows the state of the newest entries at once and of the whole log after a check at wish', async () => {
    const { auditor } = await open(openDb)
    const first = await auditor.get('/audit')
    expect(first.text).toContain(whole)
    expect(first.text).toContain('Весь журнал ещё не проверялся.')
    expect((await auditor.post('/audit/check')).headers['location']).toBe('/audit')
    const second = await auditor.get('/audit')
    expect(second.text).toMatch(/Весь журнал проверен 20\.11\.2026[^<]*: цел\./)
    expect(second.text).toContain('audit.checked')
  })

  it('names a spoilt entry before the last anchor after the check of the whole log', async () => {
    const { db, auditor } = await open(openDb)
    await db.audit.flush()
    await spoilEntry(db, 1, '750000000')
    expect((await auditor.get('/audit')).text).toContain(whole)
    await auditor.post('/audit/check')
    expect((await auditor.get('/audit')).text).toMatch(/Журнал повреждён\. [\s\S]*запись изменена/)
  })

  it('names a spoilt entry after the last anchor at once', async () => {
    const { db, auditor } = await open(openDb)
    await db.audit.flush()
    await auditor.get('/audit')
    const { region, seq } = await db.read
      .selectFrom('audit_head')
      .selectAll()
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    await spoilEntry(db, seq, region)
    expect((await auditor.get('/audit')).text).toMatch(/Журнал повреждён\. [\s\S]*запись изменена/)
  })

  it('says so while another check is running', async () => {
    const { db, auditor } = await open(openDb)
    const lease = { name: 'check_log', holder: 'another', leased_until: '2026-11-20T05:00:00.000Z' }
    await db.write
      .insertInto('job')
      .values({ ...lease, ran_at: null, result: null })
      .execute()
    await auditor.get('/audit')
    const busy = await auditor.post('/audit/check')
    expect(busy.status).toBe(409)
    expect(busy.text).toContain('Проверка идёт.')
  })
})
