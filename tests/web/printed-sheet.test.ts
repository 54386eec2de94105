import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, type Clock, type Visitor } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import supertest from 'supertest'

const concern = 'Я боюсь за её жизнь после этой ночи'
const narrative = 'Учебный рассказ о вымышленном вечере'
const phone = '+7 700 111 22 33'
/** Where she hides: a word that no paper may carry. */
const refuge = 'Тирекская 7'

const person = (surname: string, given_name: string, patronymic: string) => ({
  value: { surname, given_name, patronymic, born_on: '1990-02-28', iin: '', sex: '' },
})
const answers: Readonly<Record<string, unknown>> = {
  safe_contact: { value: { phone, channel: 'call', hours: '10–12', who_hears: refuge } },
  wishes: { value: `Тишины, ${refuge}` },
  fears: { value: refuge },
  victim: person('Әбенова', 'Ұлжан', 'Қайратқызы'),
  perpetrator: person('Әбенов', 'Ғалым', ''),
  relationship: { value: 'spouse' },
  incident_at: { value: '2026-01-20T21:30' },
  incident_account: { value: narrative },
  physical_contact: { value: 'yes' },
  strangulation: { value: 'this_incident', source: 'seen' },
  confinement: { value: 'yes', source: 'witness' },
  children_total: { value: 0 },
}

async function submit(
  deps: Dependencies,
  people: Readonly<Record<string, unknown>> = {},
): Promise<{ assessmentId: string; caseId: string }> {
  const edge = { ...deps, now: deps.clock() }
  const account = await findAccountByUsername(deps.db.read, 'inspector')
  if (!account) throw new Error('no inspector')
  const started = await startInterview(edge, actorOf(account))
  if (!started.ok) throw new Error('not started')
  const save = (item: string, raw: unknown) => saveAnswer(edge, actorOf(account), started.value.id, item, raw)
  const bank = deps.questionnaires.banks[0]?.definition
  for (const item of bank?.items ?? []) {
    const records = { value: 'yes', source: 'record' }
    const told = { value: 'no', source: 'her_words' }
    const plain = item.type === 'yes_no' ? (item.from_records ? records : told) : undefined
    const raw = people[item.code] ?? answers[item.code] ?? plain
    if (raw !== undefined) await save(item.code, raw)
  }
  const raise = { interviewId: started.value.id, priorCategory: 'medium', concern } as const
  const done = await submitAssessment(edge, actorOf(account), raise)
  if (!done.ok) throw new Error(JSON.stringify(done.faults))
  return done.value
}

const dates = {
  kk: { before: '2026 жылғы 1 наурыз', printed: '01.03.2026 15:00' },
  ru: { before: '1 марта 2026 года', printed: '01.03.2026 15:00' },
} as const

/** What must stand on the paper, written from the task and not from the page. */
const attributes = {
  kk: [
    'Қызмет бабында пайдалану үшін',
    'Тәуекелді бағалау парағы',
    'Парақ нөмірі',
    'Іс карточкасының нөмірі',
    'Әбенова Ұлжан Қайратқызы, 28.02.1990',
    'Әбенов Ғалым, 28.02.1990',
    'Ерлан Сағынбаев, учаскелік полиция инспекторы, Алмалы аудандық полиция басқармасы',
    'Тәуекел санаты: аса жоғары.',
    'Қызметкердің балл есептелгенге дейінгі пікірі: орташа.',
    `Қызметкерді алаңдататыны: ${concern}`,
    '1-ереже: ODARA факторларының балы',
    'Буындыру',
    '(‼)',
    'ODARA факторлары бойынша бағалау, 1.0.0 нұсқасы',
    'Түзетілген балл:',
    'Онтарио (Канада) полициясына белгілі',
    'Серіктесіне немесе балаларға күш көрсеткені бұрын тіркелген',
    'Соңғы 12 айда зорлық-зомбылық қалай өзгерді?',
    'Қорғау нұсқамасы',
    'учаскелік полиция инспекторы',
    'SHA-256',
    'Бағалаған қызметкердің қолы',
  ],
  ru: [
    'Для служебного пользования',
    'Лист оценки риска',
    'Номер листа',
    'Номер карточки случая',
    'Әбенова Ұлжан Қайратқызы, 28.02.1990',
    'Әбенов Ғалым, 28.02.1990',
    'Ерлан Сағынбаев, участковый инспектор полиции, Управление полиции Алмалинского района',
    'Риск: критический.',
    'Мнение сотрудника до подсчёта баллов: риск средний.',
    `Что беспокоит сотрудника: ${concern}`,
    'правило 1: Балл по факторам ODARA',
    'Удушение',
    '(‼)',
    'Оценка по факторам ODARA, версия 1.0.0',
    'Мужчины, известные полиции Онтарио (Канада)',
    'Зарегистрированное прежде насилие против партнёра или детей',
    'Как менялось насилие за последние 12 месяцев?',
    'защитном предписании',
    'участковый инспектор полиции',
    'SHA-256',
    'Подпись сотрудника, проведшего оценку',
  ],
} as const

const laws = {
  kk: { old: '№ 214-IV Заңы', recent: '№ 245-VIII ҚРЗ Заңы', article: '№ 245-VIII ҚРЗ Заңның 60-бабы' },
  ru: { old: '№ 214-IV', recent: '№ 245-VIII ЗРК', article: 'статья 60 Закона № 245-VIII ЗРК' },
} as const

/** Nobody whom the register could take for the first two. */
const others = {
  kk: {
    victim: person('Серікова', 'Айгүл', ''),
    perpetrator: person('Серіков', 'Ержан', ''),
    safe_contact: { value: { phone: '+7 700 111 22 34', channel: 'call', hours: '', who_hears: '' } },
  },
  ru: {
    victim: person('Тестова', 'Ирина', ''),
    perpetrator: person('Тестов', 'Павел', ''),
    safe_contact: { value: { phone: '+7 700 111 22 35', channel: 'call', hours: '', who_hears: '' } },
  },
}

let db: Database
let program: Awaited<ReturnType<typeof startProgram>>
let inspector: Visitor
let early: { assessmentId: string; caseId: string }
const clock: Clock = { now: Temporal.Instant.from('2026-03-01T10:00:00Z') }

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  program = await startProgram(db, 0, clock)
  inspector = await signIn(program.app, 'inspector')
  early = await submit(program.deps)
})
afterAll(() => db.close())

async function print(visitor: Visitor, assessmentId: string, language: string): Promise<string> {
  await visitor.get(`/assessments/${assessmentId}`)
  const printed = await visitor.post(`/assessments/${assessmentId}/sheets`, { language })
  expect(printed.status).toBe(303)
  return printed.headers['location'] ?? ''
}

async function readWord(path: string): Promise<{ text: string; parts: Map<string, string>; name: string }> {
  const agent = supertest.agent(program.app)
  const form = /name="_csrf" value="([^"]+)"/.exec((await agent.get('/sign-in')).text)?.[1] ?? ''
  const fields = {
    _csrf: form,
    username: 'inspector',
    password: (await import('../../db/demo/places.ts')).demoPassword,
  }
  await agent.post('/sign-in').send(new URLSearchParams(fields).toString())
  const file = await agent
    .get(`${path}/word`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => done(null, Buffer.concat(chunks)))
    })
  expect(file.status).toBe(200)
  const parts = readParts(file.body as Buffer)
  const footers = [...parts].filter(([name]) => /footer\d*\.xml$/.test(name)).map(([, xml]) => readText(xml))
  const text = [readText(parts.get('word/document.xml') ?? ''), ...footers].join('\n')
  return { text, parts, name: String(file.headers['content-disposition']) }
}

describe.each(['kk', 'ru'] as const)('the assessment sheet in %s', language => {
  it('carries every attribute on the page and in the Word file', async () => {
    const path = await print(inspector, early.assessmentId, language)
    const page = (await inspector.get(path)).text.replaceAll('&#34;', '"')
    const word = await readWord(path)
    const number = (await findCase(db.read, early.caseId, clock.now.toString()))?.number ?? 'none'
    const wanted = [
      ...attributes[language],
      number,
      dates[language].before,
      dates[language].printed,
      laws[language].old,
    ]
    expect(
      wanted.filter(text => !word.text.includes(text)),
      'missing in the Word file',
    ).toEqual([])
    expect(
      wanted.filter(text => !page.includes(text)),
      'missing on the page',
    ).toEqual([])
    expect(word.parts.get('word/styles.xml')).toContain(`w:lang w:val="${language}-KZ"`)
    expect(word.parts.get('word/styles.xml')).toContain('Times New Roman')
  })

  it('names how each factor is known and who answers for each measure by when', async () => {
    const { text } = await readWord(await print(inspector, early.assessmentId, language))
    const known = { kk: ['Дерекқор', 'Куә'], ru: ['База', 'Свидетель'] }[language]
    for (const source of known) expect(text.split('\n')).toContain(source)
    const due = await db.read.selectFrom('measure').select('due_at').where('case_id', '=', early.caseId).execute()
    expect(due.length).toBeGreaterThan(5)
    expect(text).toContain('01.03.2026 18:00')
  })

  it('bears a number that stands in the database and in the log', async () => {
    const path = await print(inspector, early.assessmentId, language)
    const { text, name } = await readWord(path)
    const id = path.split('/').at(-1) ?? ''
    const sheet = await db.read.selectFrom('printed_sheet').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(text).toContain(sheet.number)
    expect(name).toBe(`attachment; filename="${sheet.number}.docx"`)
    const entries = db.read.selectFrom('audit_entry').selectAll().where('details', 'like', `%${sheet.number}%`)
    expect(await entries.execute()).toMatchObject([
      { action: 'assessment.printed', subject: `assessment:${early.assessmentId}` },
    ])
    const reads = db.read.selectFrom('audit_entry').select('action').where('subject', '=', `printed_sheet:${id}`)
    expect((await reads.execute()).map(row => row.action)).toEqual(['sheet.downloaded'])
  })

  it('never tells where she is, how to reach her or what she told', async () => {
    const path = await print(inspector, early.assessmentId, language)
    const word = await readWord(path)
    const page = (await inspector.get(path)).text
    for (const secret of [refuge, phone, '7001112233', narrative]) {
      expect(page).not.toContain(secret)
      for (const [name, xml] of word.parts) expect(readText(xml) + xml, name).not.toContain(secret)
    }
  })
})

describe('who else asks for a sheet', () => {
  it.each(['inspector2', 'secretary', 'department', 'admin', 'auditor'])(
    '%s gets neither page nor file',
    async name => {
      const path = await print(inspector, early.assessmentId, 'ru')
      const other = await signIn(program.app, name)
      for (const address of [path, `${path}/word`]) expect([403, 404]).toContain((await other.get(address)).status)
      const before = await db.read.selectFrom('printed_sheet').select('id').execute()
      const refused = await other.post(`/assessments/${early.assessmentId}/sheets`, { language: 'ru' })
      expect([403, 404]).toContain(refused.status)
      expect(await db.read.selectFrom('printed_sheet').select('id').execute()).toHaveLength(before.length)
    },
  )
})

describe('the legal basis on paper', () => {
  it.each(['kk', 'ru'] as const)('in %s is the one in force on the day of the assessment', async language => {
    clock.now = Temporal.Instant.from('2026-03-05T10:00:00Z')
    const visitor = await signIn(program.app, 'inspector')
    const late = await submit(program.deps, others[language])
    const { old, recent, article } = laws[language]
    const oldSheet = await readWord(await print(visitor, early.assessmentId, language))
    expect(oldSheet.text).toContain(old)
    expect(oldSheet.text).not.toContain('245-VIII')
    const newSheet = await readWord(await print(visitor, late.assessmentId, language))
    for (const text of [recent, article]) expect(newSheet.text).toContain(text)
    expect(newSheet.text).not.toContain('214-IV')
  })
})
