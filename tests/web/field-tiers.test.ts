import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { Role } from '../../src/domain/access/roles.ts'
import { roles } from '../../src/domain/access/roles.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const cases = ['own extreme', 'own low', 'other district', 'other region'] as const
type Case = (typeof cases)[number]
type Kind = 'number' | 'names' | 'wishes' | 'rule' | 'phone' | 'narrative' | 'concern'
type Opened = {
  readonly caseId: string
  readonly assessmentId: string
  readonly tokens: Readonly<Record<Kind, readonly string[]>>
}

const officers: Readonly<Record<Case, string>> = {
  'own extreme': 'inspector',
  'own low': 'inspector',
  'other district': 'inspector2',
  'other region': 'inspector3',
}

/** Written from «Who sees which tier»: what the case page of each role holds; nothing where it is not found or refused. */
const officer: readonly Kind[] = ['number', 'names', 'wishes', 'rule', 'phone']
const desk: readonly Kind[] = ['number', 'names', 'wishes', 'rule']
const superior: readonly Kind[] = ['number', 'names']
const casePages: Readonly<Partial<Record<Role, Partial<Record<Case, readonly Kind[]>>>>> = {
  inspector: { 'own extreme': officer, 'own low': officer },
  head: { 'own extreme': officer, 'own low': officer },
  department: { 'own extreme': superior, 'other district': superior },
  duty: { 'own extreme': superior, 'other district': superior },
  secretary: { 'own extreme': desk },
  chair: { 'own extreme': desk },
  reviewer: {},
}
/** The result carries the officer's words and hers, and needs neither names nor the number to call. */
const resultPages: Readonly<Partial<Record<Role, readonly Case[]>>> = {
  inspector: ['own extreme', 'own low'],
  head: ['own extreme', 'own low'],
  reviewer: [],
}
const result: readonly Kind[] = ['number', 'wishes', 'rule', 'concern']
/** Whose numbers stand in a list; nothing of T2 and above ever does. */
const queues: Readonly<Partial<Record<Role, readonly Case[]>>> = {
  inspector: ['own extreme', 'own low'],
  head: ['own extreme', 'own low'],
  department: ['own extreme', 'other district'],
  duty: ['own extreme', 'other district'],
  secretary: ['own extreme'],
  chair: ['own extreme'],
  akimat: ['own extreme'],
}

let db: Database
let app: Awaited<ReturnType<typeof startProgram>>['app']
const opened = new Map<Case, Opened>()

const person = (surname: string, given: string) => ({
  surname,
  given_name: given,
  patronymic: '',
  born_on: '',
  iin: '',
  sex: '',
})

function answersOf(mark: string, high: boolean): Record<string, unknown> {
  return {
    safe_contact: { phone: '+7 700 111 22 33', channel: 'sms', hours: `сағат${mark}`, who_hears: `естиді${mark}` },
    wishes: `тілегі${mark}`,
    fears: `қорқыныш${mark}`,
    victim: person(`Жәбірова${mark}`, `Әлия${mark}`),
    perpetrator: person(`Айыптов${mark}`, `Қайрат${mark}`),
    relationship: 'spouse',
    incident_at: '2026-11-20T21:30',
    incident_account: `оқиға${mark}`,
    physical_contact: 'yes',
    threats_this_incident: { ticked: high ? ['kill_her'] : [], rest: 'no' },
    ...(high && { death_threat_with_weapon: 'yes', strangulation: 'this_incident' }),
    children_total: 1,
    children: [{ name: `Бала${mark}`, born_on: '', facts: {} }],
  }
}

async function open(deps: Dependencies, one: Case, mark: string): Promise<Opened> {
  const edge = { ...deps, now: deps.clock() }
  const account = await findAccountByUsername(db.read, officers[one])
  if (!account) throw new Error(`no account ${officers[one]}`)
  const actor = actorOf(account)
  const started = await startInterview(edge, actor)
  if (!started.ok) throw new Error(JSON.stringify(started.faults))
  const interviewId = started.value.id
  for (const [item, value] of Object.entries(answersOf(mark, one !== 'own low'))) {
    const saved = await saveAnswer(edge, actor, interviewId, item, { value })
    if (!saved.ok) throw new Error(JSON.stringify(saved.faults))
  }
  const concern = `қауіп${mark} әңгіме осы жерде`
  const done = await submitAssessment(edge, actor, { interviewId, priorCategory: 'medium', concern })
  if (!done.ok) throw new Error(JSON.stringify(done.faults))
  const row = await findCase(db.read, done.value.caseId, toStamp(edge.now))
  expect(row?.category).toBe(one === 'own low' ? 'low' : 'extreme')
  return { ...done.value, tokens: tokensOf(mark, row?.number ?? '', concern) }
}

function tokensOf(mark: string, number: string, concern: string): Opened['tokens'] {
  return {
    number: [number],
    names: [`Жәбірова${mark}`, `Айыптов${mark}`, `Әлия${mark}`, `Қайрат${mark}`],
    wishes: [`тілегі${mark}`, `қорқыныш${mark}`],
    rule: [`сағат${mark}`, `естиді${mark}`],
    phone: ['+7 700 111 22 33', '7001112233', '700 111 22 33'],
    narrative: [`оқиға${mark}`, `Бала${mark}`],
    concern: [concern],
  }
}

/** Which kinds of tokens of this case stand anywhere in the page. */
function kindsIn(page: string, { tokens }: Opened): Kind[] {
  const kinds = Object.keys(tokens) as Kind[]
  return kinds.filter(kind => tokens[kind].some(token => page.includes(token)))
}

const usernameOf = (role: Role) => (role === 'member' ? 'member.education' : role)

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  const started = await startProgram(db)
  app = started.app
  const marks = ['Алма', 'Жиде', 'Шиек', 'Өрік']
  for (const [index, one] of cases.entries()) opened.set(one, await open(started.deps, one, marks[index] ?? ''))
})
afterAll(() => db.close())

describe.each(roles)('the pages of %s', role => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await signIn(app, usernameOf(role))
  })

  it('show of each case exactly what the table of tiers gives', async () => {
    for (const [name, one] of opened) {
      const page = await visitor.get(`/cases/${one.caseId}`)
      const kinds = casePages[role]?.[name] ?? []
      expect(page.status, name).toBe(kinds.length > 0 ? 200 : casePages[role] ? 404 : 403)
      expect(kindsIn(page.text, one), name).toEqual(kinds)
    }
  })

  it('show of each result exactly what the table of tiers gives', async () => {
    for (const [name, one] of opened) {
      const page = await visitor.get(`/assessments/${one.assessmentId}`)
      const may = resultPages[role]?.includes(name) === true
      expect(page.status, name).toBe(may ? 200 : resultPages[role] ? 404 : 403)
      expect(kindsIn(page.text, one), name).toEqual(may ? result : [])
    }
  })

  it.each(['/queue', '/cases', '/', '/audit', '/figures', '/accounts'])('show in %s numbers at most', async path => {
    const page = await visitor.get(path)
    for (const [name, one] of opened) {
      const kinds = kindsIn(page.text, one)
      expect(
        kinds.filter(kind => kind !== 'number'),
        `${path} ${name}`,
      ).toEqual([])
      if (kinds.length > 0) expect(queues[role], `${path} ${name}`).toContain(name)
    }
  })

  it('name in the queue the listed cases within reach', async () => {
    const page = await visitor.get('/queue')
    const shown = cases.filter(name => page.text.includes(opened.get(name)?.tokens.number[0] ?? 'no case'))
    expect(shown).toEqual((queues[role] ?? []).filter(name => name !== 'own low'))
  })
})
