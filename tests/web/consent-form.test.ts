import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import supertest from 'supertest'
import { recordConsent } from '../../src/commands/case/record-consent.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import { actorNamed, extreme, openStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')

describe('the consent form', () => {
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  let caseId: string
  let number: string

  beforeAll(async () => {
    db = await openDatabase(makePlace('sqlite'))
    const program = await startProgram(db, 0, { now })
    app = program.app
    const edge = { ...program.deps, now }
    const inspector = await actorNamed(edge, 'inspector')
    caseId = (await openStory(edge, inspector, extreme)).caseId
    valueOrThrow(await recordConsent(edge, inspector, { caseId, agency: 'crisis_centre', state: 'given' }))
    number = (await db.read.selectFrom('case_file').select('number').executeTakeFirstOrThrow()).number
  })
  afterAll(() => db.close())

  async function download(path: string) {
    const visitor = await signIn(app, 'inspector')
    const file = await supertest(app)
      .get(`${path}/word`)
      .set('cookie', visitor.cookie())
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => done(null, Buffer.concat(chunks)))
      })
    expect(file.status).toBe(200)
    return { file, parts: readParts(file.body as Buffer) }
  }

  it.each([
    ['kk', 'Дербес деректерді жинауға және өңдеуге келісім', 'Дағдарыс'],
    ['ru', 'Согласие на сбор и обработку персональных данных', 'Кризисный'],
  ])('for the case in %s names her, the agencies and what she said of each', async (language, title, agency) => {
    const path = `/cases/${caseId}/consent-form/office/${language}`
    const visitor = await signIn(app, 'inspector')
    const page = await visitor.get(path)
    const text = readText((await download(path)).parts.get('word/document.xml') ?? '')
    for (const shown of [page.text, text]) {
      for (const part of [title, number, 'Учебная', '☑', '☐']) expect(shown).toContain(part)
      expect(shown.toLowerCase()).toContain(agency.toLowerCase())
      expect(text).not.toContain('Учебный')
    }
  })

  it.each(['kk', 'ru'])('of her own in %s tells whoever finds it nothing of a case', async language => {
    const path = `/cases/${caseId}/consent-form/own/${language}`
    const { file, parts } = await download(path)
    const all = [...parts.values()].join('\n')
    const text = readText(parts.get('word/document.xml') ?? '')
    expect(text).toContain('94-V')
    for (const word of [number, 'Учебн', 'Пана', 'полиц', 'орталы', 'центр', 'дагдарыс', 'акимат', 'әкімдік'])
      expect(all.toLowerCase()).not.toContain(word.toLowerCase())
    expect(file.headers['content-disposition']).toBe(`attachment; filename="form-${language}.docx"`)
    const visitor = await signIn(app, 'inspector')
    const article = /<article[\s\S]*<\/article>/.exec((await visitor.get(path)).text)?.[0] ?? ''
    expect([article.includes('94-V'), article.includes(number), article.includes('Учебн')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('is in the log and reached by nobody of another district', async () => {
    const path = `/cases/${caseId}/consent-form/office/ru`
    expect((await (await signIn(app, 'inspector2')).get(path)).status).toBe(404)
    expect((await (await signIn(app, 'secretary')).get(path)).status).toBe(403)
    const actions = await db.read.selectFrom('audit_entry').select('action').execute()
    const forms = actions.filter(({ action }) => action.startsWith('consent_form.')).map(({ action }) => action)
    expect(new Set(forms)).toEqual(new Set(['consent_form.viewed', 'consent_form.downloaded']))
  })
})
