import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { locales } from '../../src/i18n/translator.ts'
import { makePlace } from '../support/database.ts'
import { questionnaires, signIn, startProgram, type Visitor } from '../support/program.ts'

describe('the pages of the questionnaires', () => {
  let db: Database
  let admin: Visitor

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    const { app } = await startProgram(db, 1, { now: Temporal.Instant.from('2026-11-23T06:00:00Z') })
    admin = await signIn(app, 'admin')
  })
  afterAll(() => db.close())

  it('name every file with its version, its hash, its first use and what is in force', async () => {
    const { text } = await admin.get('/questionnaires')
    const files = [...questionnaires.banks, ...questionnaires.instruments, ...questionnaires.procedures]
    for (const { sha256 } of files) expect(text).toContain(sha256)
    expect(text).toContain('Действует сегодня')
    expect(text.split('Впервые применена: 23.11.2026').length - 1).toBe(files.length)
  })

  it.each(locales)('preview the whole interview in %s, with what each question depends on', async locale => {
    const { text } = await admin.get(`/questionnaires/banks/1.0.0?lang=${locale}`)
    for (const item of questionnaires.banks[0]?.definition.items ?? []) {
      expect(text).toContain(`id="q-${item.code}"`)
      if (!/['"«]/.test(item.text[locale])) expect(text).toContain(item.text[locale])
    }
    const injury = text.slice(text.indexOf('id="q-injury"')).split('</fieldset>')[0]
    const force = questionnaires.banks[0]?.definition.items.find(item => item.code === 'physical_contact')
    expect(injury).toContain(`«${force?.text[locale]}»`)
    expect(text).not.toContain('<form method="post" action="/interviews')
  })

  it('tell where each instrument takes its items from and where the definitions differ', async () => {
    for (const { definition } of questionnaires.instruments) {
      const page = await admin.get(`/questionnaires/instruments/${definition.instrument}/1.0.0?lang=ru`)
      expect(page.status).toBe(200)
      for (const item of definition.items) expect(page.text).toContain(item.text.ru)
    }
    const lap = await admin.get('/questionnaires/instruments/lap/1.0.0?lang=ru')
    expect(lap.text).toContain('Вопрос')
    expect(lap.text).not.toContain('undefined')
  })

  it('show the rules of a procedure with their thresholds, and lead to its interview', async () => {
    const { text } = await admin.get('/questionnaires/procedures/kz/1.0.0?lang=en')
    expect(text).toContain('4 → High risk')
    expect(text).toContain('6 → High risk')
    expect(text).toContain('href="/questionnaires/banks/1.0.0"')
    expect(text).toContain('suffices alone')
  })

  it.each(['banks/9.9.9', 'instruments/odara/9.9.9', 'instruments/../1.0.0', 'procedures/no/1.0.0'])(
    'know nothing at %s',
    async path => {
      expect((await admin.get(`/questionnaires/${path}`)).status).toBe(404)
    },
  )
})
