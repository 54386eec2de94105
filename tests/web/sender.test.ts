import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { createApp } from '../../src/app.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, visit } from '../support/program.ts'

const typed = 'Позвоню сестре & <b>спрошу</b>'

describe('a change', () => {
  let db: Database
  let program: Awaited<ReturnType<typeof startProgram>>

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    program = await startProgram(db)
  })
  afterAll(() => db.close())

  async function sendAs(headers: Record<string, string>, token?: string) {
    const changing: Record<string, string> = {}
    const visitor = await signIn(program.app, 'inspector', changing)
    if (token !== undefined) visitor.setToken(token)
    Object.assign(changing, headers)
    return visitor.post('/interviews', { note: typed })
  }

  it.each([
    ['a form of ours', { 'sec-fetch-site': 'same-origin' }, 303],
    ['a neighbour of our domain', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    [
      'another site that also lies about its origin',
      { 'sec-fetch-site': 'cross-site', origin: 'http://pana.test' },
      403,
    ],
    ['an origin of ours where the browser says no more', { host: 'pana.test', origin: 'http://pana.test' }, 303],
    ['another origin', { host: 'pana.test', origin: 'http://evil.test' }, 403],
    ['an origin that is hidden', { host: 'pana.test', origin: 'null' }, 403],
    ['a browser that says nothing', {}, 303],
  ] as const)('from %s with the right token answers %s %s', async (_who, headers, status) => {
    expect((await sendAs(headers)).status).toBe(status)
  })

  it.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    'without the token is refused from everyone, as %o',
    async headers => {
      expect((await sendAs(headers, '')).status).toBe(403)
      expect((await sendAs(headers, 'forged')).status).toBe(403)
    },
  )

  it('behind the proxy is judged by the address that users see', async () => {
    const { app } = { app: createApp({ ...program.deps, publicUrl: 'https://pana.example.kz' }) }
    const headers = { origin: 'https://pana.example.kz' }
    expect((await signIn(app, 'inspector', headers).then(visitor => visitor.post('/interviews'))).status).toBe(303)
  })

  it('from a page of an earlier session shows what was typed and takes it with one tap', async () => {
    const visitor = await signIn(program.app, 'inspector', { 'sec-fetch-site': 'same-origin' })
    const to = (await visitor.post('/interviews')).headers['location'] ?? ''
    visitor.setToken('of yesterday')
    const again = await visitor.post(to, { wishes: typed })
    expect(again.status).toBe(403)
    expect(again.text).toContain(`action="${to}"`)
    expect(again.text).toContain('name="wishes" value="Позвоню сестре &amp; &lt;b&gt;спрошу&lt;/b&gt;"')
    expect((await visitor.post(to, { wishes: typed })).headers['location']).toContain('/interviews/')
  })

  it('from another site shows nothing of what it sent', async () => {
    const answer = await sendAs({ 'sec-fetch-site': 'cross-site' })
    expect(answer.text).toContain('Страница устарела')
    expect(answer.text).not.toContain('Позвоню')
  })

  it('at sign-in from an old page asks again for the password and keeps the name', async () => {
    const visitor = visit(program.app, { 'sec-fetch-site': 'same-origin' })
    await visitor.get('/sign-in')
    visitor.setToken('of yesterday')
    const again = await visitor.post('/sign-in', { username: 'inspector', password: demoPassword })
    expect(again.status).toBe(403)
    expect(again.text).toContain('value="inspector"')
    expect(again.text).toContain('Введите пароль ещё раз')
    expect(again.text).not.toContain(demoPassword)
    expect((await visitor.post('/sign-in', { username: 'inspector', password: demoPassword })).status).toBe(303)
  })

  it('of the password from an old page never shows a password', async () => {
    const visitor = await signIn(program.app, 'inspector', { 'sec-fetch-site': 'same-origin' })
    visitor.setToken('of yesterday')
    const again = await visitor.post('/me/password', { current: demoPassword, next: 'another long password' })
    expect(again.status).toBe(403)
    expect(again.text).not.toMatch(/another long password|pana-training/)
  })
})

describe('a form that is carried along', () => {
  it.each(['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)', '/cases?x="><script>'])(
    'never leads to %s',
    async path => {
      const db = await openDatabase(makePlace('sqlite'))
      const { app } = await startProgram(db)
      const visitor = visit(app)
      await visitor.get('/sign-in')
      const held = JSON.stringify({ path, fields: [['a', 'b']] })
      const answer = await visitor.post('/sign-in', { username: 'inspector', password: demoPassword, held })
      expect(answer.headers['location']).toBe('/')
      await db.close()
    },
  )
})
