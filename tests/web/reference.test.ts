import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { findEntryInForce, listEntries } from '../../src/storage/reference-store.ts'
import { makePlace } from '../support/database.ts'
import { answerInterview, startInterview, submitInterview } from '../support/interview.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const now = '2026-11-20T06:00:00Z'

let db: Database
let app: Awaited<ReturnType<typeof startProgram>>['app']
let admin: Visitor

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  app = (await startProgram(db, 0, { now: Temporal.Instant.from(now) })).app
  admin = await signIn(app, 'admin')
})
afterAll(() => db.close())

const basis = {
  code: 'protective_order',
  text_kk: 'Жаңа заңның 5-бабы',
  text_ru: 'статья 5 нового Закона',
  source: 'adilet',
  valid_from_on: '01.01.2027',
}

describe('the reference pages', () => {
  it('lead to the four kinds and say how much nobody has verified', async () => {
    const page = await admin.get('/reference')
    for (const title of ['Правовые основания', 'Регионы и районы', 'Календарь рабочих дней', 'Листок о правах']) {
      expect(page.text).toContain(title)
    }
    expect(page.text).toContain('Не сверено с официальным источником: 2')
  })

  it('add a dated row and keep the old one in sight', async () => {
    expect((await admin.post('/reference/legal-bases', basis)).headers['location']).toBe('/reference/legal-bases')
    const page = await admin.get('/reference/legal-bases')
    for (const text of ['статья 5 нового Закона', 'статья 60 Закона № 245-VIII ЗРК', 'статья 20 Закона № 214-IV']) {
      expect(page.text).toContain(text)
    }
    expect(page.text).toContain('ещё не началось')
  })

  it('refuse an overlap with the day, link the fault to its field and keep what was typed', async () => {
    const page = await admin.post('/reference/legal-bases', {
      ...basis,
      valid_from_on: '2026-03-02',
      text_ru: 'набрано',
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Срок пересекается с другой записью (01.01.2027)')
    expect(page.text).toContain('href="#q-valid_from_on"')
    expect(page.text).toContain('>набрано</textarea>')
  })

  it('start a form from an earlier row', async () => {
    const [first] = await listEntries(db.read, 'calendar')
    const page = await admin.get(`/reference/calendars?from=${first?.id}`)
    expect(page.text).toContain('2026-03-09 2026-03-08')
  })

  it('name the line of the calendar that is no date', async () => {
    const typed = { year: '2027', holidays: '01.01.2027 Жаңа жыл\nзавтра', source: 'x', valid_from_on: '20.11.2026' }
    const page = await admin.post('/reference/calendars', typed)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Строка 2: начните с даты')
  })

  it('offer a new district to whoever adds an organisation', async () => {
    const typed = { code: '101010000', name_kk: 'Сынақ ауданы', name_ru: 'Пробный район', valid_from_on: '2026-11-01' }
    expect((await admin.post('/reference/places', typed)).status).toBe(303)
    expect((await admin.get('/organisations')).text).toContain('Пробный район')
  })
})

describe('a deadline in working days', () => {
  it('moves with a calendar that was added a moment ago', async () => {
    const inspector = await signIn(app, 'inspector')
    const registration = async () => {
      const id = await startInterview(inspector)
      await answerInterview(inspector, id)
      const assessmentId = await submitInterview(inspector, id)
      const query = db.read.selectFrom('measure').select('due_at').where('assessment_id', '=', assessmentId)
      return (await query.where('code', '=', 'preventive_registration').executeTakeFirstOrThrow()).due_at
    }
    expect(await registration()).toBe('2026-11-25T18:59:59.999Z')
    const shipped = await findEntryInForce(db.read, 'calendar', '2026', '2026-11-20')
    const holidays = shipped?.content.holidays.map(one => `${one.on} ${one.name}`).join('\n')
    const moved = shipped?.content.moved_days_off.map(one => `${one.on} ${one.for}`).join('\n')
    const typed = { year: '2026', holidays: `${holidays}\n23.11.2026 Пробный день`, moved_days_off: moved ?? '' }
    const rest = { source: 'Проба', verified: 'yes', valid_from_on: '20.11.2026' }
    expect((await admin.post('/reference/calendars', { ...typed, ...rest })).status).toBe(303)
    expect(await registration()).toBe('2026-11-26T18:59:59.999Z')
  })
})

describe('the rights card', () => {
  it.each(['kk', 'ru', 'en'])('in %s holds the numbers and the centre of the reader’s district', async language => {
    const page = await (await signIn(app, 'inspector')).get(`/rights-card/${language}`)
    for (const number of ['102', '111', '112', '+7 700 000 01 01']) expect(page.text).toContain(number)
    expect(page.text).toContain(`<article class="document" lang="${language}">`)
  })

  it('is one tap from the measure that hands it over', async () => {
    const inspector = await signIn(app, 'inspector')
    const path = /href="(\/cases\/[^"]+)"/.exec((await inspector.get('/cases')).text)?.[1] ?? ''
    expect((await inspector.get(path)).text).toContain('href="/rights-card/ru"')
  })

  it('prints a new wording from its day on', async () => {
    const text = 'Новая редакция: 102, 111, 112'
    const typed = { text_kk: text, text_ru: text, text_en: text }
    const lacking = await admin.post('/reference/rights-card', {
      ...typed,
      text_en: '102',
      valid_from_on: '2026-11-20',
    })
    expect(lacking.text).toContain('В тексте нет номера 111')
    expect((await admin.post('/reference/rights-card', { ...typed, valid_from_on: '2026-11-20' })).status).toBe(303)
    expect((await (await signIn(app, 'centre')).get('/rights-card/ru')).text).toContain('Новая редакция')
  })
})
