import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { createApp } from '../../src/app.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { hashSessionId } from '../../src/storage/session-store.ts'
import { makePlace, type Place } from '../support/database.ts'
import { signIn, startProgram, visit, type Clock } from '../support/program.ts'

const morning = Temporal.Instant.from('2026-11-20T04:00:00.000Z')
const tablet = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15; SM-X510) AppleWebKit/537.36' }
const disguised = {
  'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15',
}
const desk = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' }
const ours = { 'sec-fetch-site': 'same-origin' }
const typed = 'Очень боюсь, что он вернётся ночью'

describe('a session', () => {
  let place: Place
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  const clock: Clock = { now: morning }

  beforeAll(async () => {
    place = makePlace('sqlite')
    db = await openDatabase(place)
    app = (await startProgram(db, 0, clock)).app
  })
  afterAll(() => db.close())
  beforeEach(() => {
    clock.now = clock.now.add({ hours: 48 })
  })

  const later = (minutes: number) => {
    clock.now = clock.now.add({ minutes })
  }

  it.each([
    ['a tablet', tablet],
    ['a desk', desk],
    ['a tablet that asks for desktop pages', disguised],
  ] as const)('on %s is locked after ten idle minutes, and not before', async (_where, headers) => {
    const visitor = await signIn(app, 'inspector', headers)
    later(9)
    const page = await visitor.get('/cases')
    expect([page.status, page.text.includes('data-lock="600"')]).toEqual([200, true])
    later(10)
    expect((await visitor.get('/cases?page=2')).headers['location']).toBe('/unlock')
    expect((await visitor.get('/')).headers['location'], 'it stays locked').toBe('/unlock')
  })

  it('unlocked by the own password goes on at the page that was asked for', async () => {
    const visitor = await signIn(app, 'inspector', desk)
    later(15)
    await visitor.get('/cases?page=2')
    expect((await visitor.post('/unlock', { password: 'wrong wrong wrong' })).status).toBe(401)
    expect((await visitor.post('/me/sessions/end')).headers['location'], 'it stays locked').toBe('/unlock')
    const opened = await visitor.post('/unlock', { password: demoPassword })
    expect(opened.headers['location']).toBe('/cases?page=2')
    expect((await visitor.get('/cases')).status).toBe(200)
  })

  it('locked by an idle screen keeps what was typed on it and goes on there after the password', async () => {
    const visitor = await signIn(app, 'inspector', { ...tablet, ...ours })
    const to = (await visitor.post('/interviews')).headers['location'] ?? ''
    await visitor.get(to)
    const screen = { held: JSON.stringify({ path: to, fields: [['wishes', typed]] }), at: `${to}?lang=ru` }
    expect((await visitor.post('/lock', { ...screen, at: '//elsewhere.example/' })).status).toBe(400)
    const locked = await visitor.post('/lock', screen)
    expect(locked.text).not.toContain('data-lock')
    expect((await visitor.get('/cases')).headers['location']).toBe('/unlock')
    const again = await visitor.post('/unlock', { password: demoPassword, held: heldIn(locked.text) })
    await visitor.post(to, fieldsIn(again.text))
    expect((await visitor.get(to)).text).toContain(typed)
    await visitor.post('/lock', { ...screen, held: '' })
    expect((await visitor.post('/unlock', { password: demoPassword })).headers['location']).toBe(`${to}?lang=ru`)
  })

  it('carries what was typed through the lock and stores it after the password', async () => {
    const visitor = await signIn(app, 'inspector', { ...tablet, ...ours })
    const to = (await visitor.post('/interviews')).headers['location'] ?? ''
    await visitor.get(to)
    later(11)
    const locked = await visitor.post(to, { wishes: typed })
    expect(locked.status).toBe(401)
    const wrong = await visitor.post('/unlock', { password: 'wrong wrong wrong', held: heldIn(locked.text) })
    expect(wrong.status).toBe(401)
    const again = await visitor.post('/unlock', { password: demoPassword, held: heldIn(wrong.text) })
    expect(again.text).toContain(`action="${to}"`)
    await visitor.post(to, fieldsIn(again.text))
    expect((await visitor.get(to)).text).toContain(typed)
  })

  it('carries what was typed through a new sign-in after its end', async () => {
    const visitor = await signIn(app, 'inspector', { ...desk, ...ours })
    const to = (await visitor.post('/interviews')).headers['location'] ?? ''
    await visitor.get(to)
    later(12 * 60)
    const ended = await visitor.post(to, { wishes: typed })
    expect(ended.status).toBe(401)
    const form = { username: 'inspector', password: demoPassword, held: heldIn(ended.text) }
    const again = await visitor.post('/sign-in', form)
    await visitor.post(to, fieldsIn(again.text))
    expect((await visitor.get(to)).text).toContain(typed)
  })

  it('carries nothing for a page of another site', async () => {
    const to = '/interviews'
    const attack = await visit(app, { 'sec-fetch-site': 'cross-site' }).post(to, { wishes: typed })
    expect(attack.headers['location']).toBe('/sign-in')
    expect(attack.text).not.toContain(typed)
  })

  it('ends twelve hours after sign-in however busy it was', async () => {
    const visitor = await signIn(app, 'inspector', desk)
    for (let minutes = 0; minutes < 12 * 60 - 9; minutes += 9) {
      later(9)
      expect((await visitor.get('/healthz')).status).toBe(200)
      expect((await visitor.get('/cases')).status).toBe(200)
    }
    later(9)
    expect((await visitor.get('/cases')).headers['location']).toBe('/sign-in')
  })

  it('is not unlocked after its twelve hours', async () => {
    const visitor = await signIn(app, 'inspector', desk)
    later(16)
    await visitor.get('/cases')
    later(12 * 60)
    await visitor.get('/unlock')
    await visitor.post('/unlock', { password: demoPassword })
    expect((await visitor.get('/cases')).headers['location']).toBe('/sign-in')
  })

  it('gets a new id at sign-in, and the old one is worth nothing', async () => {
    const visitor = visit(app)
    await visitor.get('/sign-in')
    const before = visitor.cookie()
    await visitor.post('/sign-in', { username: 'inspector', password: demoPassword })
    expect(visitor.cookie()).not.toBe(before)
    expect((await visit(app, { cookie: before }).get('/cases')).headers['location']).toBe('/sign-in')
    expect((await visit(app, { cookie: visitor.cookie() }).get('/cases')).status).toBe(200)
  })

  it('that an attacker chose is not taken over', async () => {
    const visitor = visit(app, { cookie: 'pana=s%3Achosen.signature' })
    await visitor.get('/sign-in')
    expect(visitor.cookie()).not.toContain('chosen')
  })

  it('ended by sign-out is over for every copy of its cookie, and the browser gets another', async () => {
    const visitor = await signIn(app, 'inspector')
    const cookie = visitor.cookie()
    const out = await visitor.post('/sign-out')
    expect(out.headers['clear-site-data']).toBe('"cache"')
    expect(visitor.cookie()).not.toBe(cookie)
    expect((await visit(app, { cookie }).get('/cases')).headers['location']).toBe('/sign-in')
  })

  it('ended while a page of it was under way does not come back with that page', async () => {
    const visitor = await signIn(app, 'inspector')
    const cookie = visitor.cookie()
    later(5)
    const copy = visit(app, { cookie })
    await Promise.all([copy.get('/cases'), copy.get('/'), visitor.post('/sign-out'), copy.get('/queue')])
    expect((await visit(app, { cookie }).get('/cases')).headers['location']).toBe('/sign-in')
  })

  it('is shared by two processes on one database', async () => {
    const second = await openDatabase(place)
    const { deps } = await startProgram(db, 0, clock)
    const other = createApp({ ...deps, db: second })
    const visitor = await signIn(app, 'inspector')
    const cookie = visitor.cookie()
    expect((await visit(other, { cookie }).get('/cases')).status).toBe(200)
    await visitor.post('/sign-out')
    expect((await visit(other, { cookie }).get('/cases')).headers['location']).toBe('/sign-in')
    await second.close()
  })

  it('of an account that was disabled acts no more', async () => {
    const visitor = await signIn(app, 'inspector2')
    await db.write.updateTable('account').set({ active: 0 }).where('username', '=', 'inspector2').execute()
    expect((await visitor.get('/cases')).headers['location']).toBe('/sign-in')
  })

  it('stands on the own page, where each and all others can be ended', async () => {
    const [here, there, third] = [await signIn(app, 'head'), await signIn(app, 'head'), await signIn(app, 'head')]
    const page = (await here.get('/me')).text
    expect(page.match(/action="\/me\/sessions\/[0-9a-f]{64}\/end"/g)).toHaveLength(2)
    expect(page).not.toContain(hashOf(here.cookie()))
    await here.post(`/me/sessions/${hashOf(there.cookie())}/end`)
    expect((await there.get('/')).headers['location']).toBe('/sign-in')
    expect((await third.get('/')).status).toBe(200)
    await here.post('/me/sessions/end')
    expect((await third.get('/')).headers['location']).toBe('/sign-in')
    expect((await here.get('/')).status).toBe(200)
  })

  it('of somebody else is not ended from there', async () => {
    const [head, inspector] = [await signIn(app, 'head'), await signIn(app, 'inspector')]
    await head.post(`/me/sessions/${hashOf(inspector.cookie())}/end`)
    expect((await inspector.get('/')).status).toBe(200)
  })

  it('goes on after a change of the password, the others end, and only the new password signs in', async () => {
    const [here, there] = [await signIn(app, 'akimat'), await signIn(app, 'akimat')]
    const next = 'a quite different password'
    expect((await here.post('/me/password', { current: 'wrong wrong wrong', next })).status).toBe(422)
    expect((await here.post('/me/password', { current: demoPassword, next: 'short' })).status).toBe(422)
    const before = here.cookie()
    expect((await here.post('/me/password', { current: demoPassword, next })).status).toBe(303)
    expect(here.cookie()).not.toBe(before)
    expect((await here.get('/')).status).toBe(200)
    expect((await there.get('/')).headers['location']).toBe('/sign-in')
    await expect(signIn(app, 'akimat')).rejects.toThrow('401')
  })

  it.each(['inspector', 'secretary', 'auditor', 'admin', 'analyst'])(
    'of %s leaves no page in a cache and allows no foreign or inline script',
    async username => {
      const visitor = await signIn(app, username)
      for (const path of ['/', '/me', '/cases', '/queue', '/audit', '/accounts', '/figures', '/nowhere', '/unlock']) {
        const { headers } = await visitor.get(path)
        expect(headers['cache-control'], path).toBe('no-store')
        expect(headers['etag'], path).toBeUndefined()
        const csp = headers['content-security-policy'] ?? ''
        expect(csp, path).toMatch(/default-src 'none';script-src 'self';style-src 'self'/)
        expect(csp, path).not.toMatch(/unsafe-|\*|https?:/)
      }
    },
  )
})

function hashOf(cookie: string): string {
  const signed = decodeURIComponent(cookie.split('=')[1] ?? '')
  return hashSessionId(signed.slice(2, signed.lastIndexOf('.')))
}

function heldIn(page: string): string {
  return unescape(/name="held" value="([^"]*)"/.exec(page)?.[1] ?? '')
}

function fieldsIn(page: string): Record<string, string> {
  const found = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)
  const fields = [...found].map(([, name, value]) => [name ?? '', unescape(value ?? '')] as const)
  return Object.fromEntries(fields.filter(([name]) => name !== '_csrf'))
}

function unescape(text: string): string {
  return text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
