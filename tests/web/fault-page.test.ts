import { Writable } from 'node:stream'
import { pino } from 'pino'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, visit } from '../support/program.ts'

const secret = 'Әсел Қайратқызы'
const ours = { 'sec-fetch-site': 'same-origin' }

function startLog() {
  let text = ''
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return { log: pino({ level: 'info' }, sink), read: () => text }
}

describe('when something fails', () => {
  let db: Database
  let deps: Awaited<ReturnType<typeof startProgram>>['deps']
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  const { log, read } = startLog()
  let fault: Error | null = null

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    deps = (await startProgram(db)).deps
    const newId = () => {
      if (fault) throw fault
      return deps.newId()
    }
    app = createApp({ ...deps, newId, log })
  })
  afterAll(() => db.close())

  it('the page says what to do, that nothing stored is lost, and a number that stands in the log', async () => {
    const visitor = await signIn(app, 'inspector', ours)
    fault = Object.assign(new Error(`duplicate key: (${secret})`), { code: 'E_TEST' })
    const page = await visitor.post('/interviews', { note: secret })
    fault = null
    expect(page.status).toBe(503)
    expect(page.text).toMatch(/Повторите через минуту[\s\S]*Ранее сохранённые данные не потеряны/)
    expect(page.text).not.toContain('duplicate key')
    const reference = /Номер сбоя: ([0-9A-F]{10})/.exec(page.text)?.[1] ?? 'none'
    const line =
      read()
        .split('\n')
        .find(one => one.includes(reference)) ?? ''
    expect(JSON.parse(line)).toMatchObject({ reference, fault: 'Error', code: 'E_TEST', route: '/interviews' })
    expect(line).toContain('fault-page.test.ts')
    expect(page.text, 'the form can be sent again').toContain(`name="note" value="${secret}"`)
    expect((await visitor.post('/interviews', { note: secret })).status).toBe(303)
  })

  it('the log holds nothing of what people typed, of addresses or of ids', async () => {
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/cases/${'x'.repeat(22)}?name=${encodeURIComponent(secret)}`)
    await supertest(app).post('/sign-in').set('content-type', 'application/json').send(`{"username": "${secret}`)
    expect(read()).not.toContain(secret)
    expect(read()).not.toContain('xxxxxxxxxx')
    expect(read()).not.toContain(encodeURIComponent(secret))
  })

  it.each([
    ['kk', 'Бағдарламада ақау болды', 'kk'],
    ['ru', 'В программе произошёл сбой', 'ru'],
    ['en', 'Something failed in the program', 'en'],
  ])('the page speaks %s', async (language, title, accepted) => {
    const visitor = await signIn(app, 'inspector', { 'accept-language': accepted })
    await visitor.get(`/me?lang=${language}`)
    fault = new Error('no')
    const page = await visitor.post('/interviews')
    fault = null
    expect(page.text).toContain(`<html lang="${language}"`)
    expect(page.text).toContain(title)
  })

  it('and the database is gone, the page still comes, keeps what was typed and is cached by nobody', async () => {
    const gone = await openDatabase(makePlace('sqlite'))
    const broken = createApp({ ...deps, db: gone, log })
    const visitor = await signIn(createApp(deps), 'inspector', ours)
    await gone.close()
    const headers = { ...ours, cookie: visitor.cookie() }
    const page = await visit(broken, headers).post('/interviews/abcdefghijklmnopqrstuv/contact', { wishes: secret })
    expect(page.status).toBe(503)
    expect(page.text).toContain(`name="wishes" value="${secret}"`)
    expect(page.headers['cache-control']).toBe('no-store')
    expect((await visit(broken).get('/healthz')).status).toBe(200)
    expect((await visit(broken).get('/readyz')).status).toBe(503)
  })

  it('a text beyond the limit is told from a fault of the program', async () => {
    const visitor = await signIn(app, 'inspector')
    const page = await visitor.post('/interviews', { note: 'я'.repeat(400_000) })
    expect(page.status).toBe(413)
    expect(page.text).toMatch(/Отправлено слишком много[\s\S]*сократите текст[\s\S]*не потеряны/)
  })

  it.each([
    ['application/json', '{"a": ', 400],
    ['application/x-www-form-urlencoded; charset=latin9', 'a=b', 415],
  ])('a body that cannot be read is told so: %s', async (type, body, status) => {
    const page = await supertest(app).post('/sign-in').set({ 'content-type': type, 'accept-language': 'ru' }).send(body)
    expect(page.status).toBe(status)
    expect(page.text).toContain('Программа не смогла прочитать отправленное')
  })

  it('an address that cannot be read is told so', async () => {
    expect((await visit(app).get('/cases/%E0%A4')).status).toBe(400)
  })

  it('a page that does not exist says so in the language of the reader, with the way back', async () => {
    const page = await (await signIn(app, 'inspector')).get('/no-such-page')
    expect(page.status).toBe(404)
    expect(page.text).toMatch(/Такой страницы нет[\s\S]*href="\/"/)
  })
})

describe('a form with wrong fields', () => {
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    app = (await startProgram(db, 1)).app
  })
  afterAll(() => db.close())

  it('says which field is wrong and why, shows it for correction and carries the others', async () => {
    const visitor = await signIn(app, 'inspector')
    const measure = await db.read.selectFrom('measure').select('id').executeTakeFirstOrThrow()
    const path = `/measures/${measure.id}`
    const page = await visitor.post(path, { state: 'done', note: secret.repeat(400), colour: 'red' })
    expect(page.status).toBe(400)
    expect(page.text).toMatch(/<a href="#q-note">note: Текст слишком длинный/)
    expect(page.text).toMatch(/<textarea[^>]*id="q-note" name="note"[^>]*>Әсел/)
    expect(page.text).toContain('<input type="hidden" name="state" value="done">')
    expect(page.text).toContain(`action="${path}"`)
    expect(page.text, 'a field that does not exist is not sent again').not.toContain('name="colour"')
  })

  it.each([
    [{ state: 'perhaps' }, /state: Выберите/],
    [{ note: 'x' }, /state: Заполните/],
    [{ state: ['done', 'done'] }, /state: /],
  ])('%o is told in a sentence', async (fields: Record<string, string | string[]>, sentence) => {
    const visitor = await signIn(app, 'inspector')
    expect((await visitor.post(`/measures/${'x'.repeat(22)}`, fields)).text).toMatch(sentence)
  })
})
