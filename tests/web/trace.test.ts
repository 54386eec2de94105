import { expect, test } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram, visit } from '../support/program.ts'

async function entriesOf(db: Database, ...actions: string[]) {
  const query = db.read.selectFrom('audit_entry').select(['action', 'subject', 'actor_id', 'details'])
  return query.where('action', 'in', actions).orderBy('region').orderBy('seq').execute()
}

eachEngine((_engine, open) => {
  test('a sign-in and a wrong password are in the log, and an unknown name under nobody', async () => {
    const db = await open()
    const { app } = await startProgram(db)
    const stranger = visit(app)
    await stranger.get('/sign-in')
    for (const username of ['inspector', 'somebody-else'])
      expect((await stranger.post('/sign-in', { username, password: 'wrong' })).status).toBe(401)
    await signIn(app, 'inspector')
    const entries = await entriesOf(db, 'sign_in.failed', 'session.started')
    expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'sign_in.failed account:nobody',
      'sign_in.failed account:demo-account-inspector',
      'session.started account:demo-account-inspector',
    ])
    expect(JSON.stringify(entries)).not.toContain('somebody-else')
  })

  test('who asks for what is not theirs leaves the row of the table and the id', async () => {
    const db = await open()
    const { app } = await startProgram(db)
    const inspector = await signIn(app, 'inspector')
    expect((await inspector.get('/accounts')).status).toBe(403)
    expect((await inspector.get('/cases/AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404)
    expect(await entriesOf(db, 'access.refused', 'access.not_found')).toMatchObject([
      { action: 'access.refused', subject: 'route:get /accounts', actor_id: 'demo-account-inspector', details: '{}' },
      { subject: 'route:get /cases/:id', details: '{"id":"AAAAAAAAAAAAAAAAAAAAAA"}' },
    ])
  })

  test('a draft that is taken up again is in the log and opens at its first open question', async () => {
    const db = await open()
    const { app } = await startProgram(db)
    const inspector = await signIn(app, 'inspector')
    await inspector.get('/')
    const id = (await inspector.post('/interviews')).headers['location']?.split('/')[2] ?? ''
    expect((await inspector.get('/')).text).toContain(`href="/interviews/${id}"`)
    expect((await inspector.get(`/interviews/${id}`)).headers['location']).toBe(`/interviews/${id}/contact`)
    expect(await entriesOf(db, 'interview.resumed')).toMatchObject([{ subject: `interview:${id}` }])
    expect((await (await signIn(app, 'head')).get(`/interviews/${id}`)).status).toBe(404)
  })
})
