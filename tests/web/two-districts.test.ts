import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { PartyDecisions } from '../../src/commands/person/party-decision.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

const kinds = ['name', 'alias', 'phone', 'who hears', 'address', 'card', 'exception', 'contact', 'account'] as const
type Kind = (typeof kinds)[number]
const sides = ['almaly', 'auezov'] as const
type Side = (typeof sides)[number]
const parties = ['victim', 'perpetrator'] as const
type Party = (typeof parties)[number]

const officers = { almaly: ['inspector', 'head'], auezov: ['inspector2', 'head2'] } as const
const desks = {
  almaly: ['secretary', 'chair', 'member.education', 'centre', 'akimat'],
  auezov: ['secretary2', 'centre2'],
} as const
const superiors = ['department', 'duty', 'analyst', 'auditor', 'reviewer', 'admin', 'inspector3'] as const

/** One couple, told to two districts in two spellings: every word of it is another in each. */
const told = {
  almaly: {
    mark: 'Алма',
    victim: { surname: 'Жұмабаева', given_name: 'Гүлнәр', iin: '900305499019', born_on: '1990-03-05', sex: 'female' },
    perpetrator: { surname: 'Тілеубаев', given_name: 'Қайрат', iin: '', born_on: '1985-07-01', sex: 'male' },
    phones: { victim: '+77051110001', perpetrator: '+77051110002', contact: '+77051110003' },
  },
  auezov: {
    mark: 'Жиде',
    victim: { surname: 'Zhumabayeva', given_name: 'Gulnar', iin: '900305499019', born_on: '1990-03-05', sex: 'female' },
    perpetrator: { surname: 'Tileubaev', given_name: 'Kairat', iin: '', born_on: '1985-07-01', sex: 'male' },
    phones: { victim: '+77072220001', perpetrator: '+77072220002', contact: '+77072220003' },
  },
} as const

type Opened = { readonly caseId: string; readonly people: Readonly<Record<Party, string>> }
const opened = {} as Record<Side, Opened>
const visitors = new Map<string, Visitor>()
let db: Database
let app: Awaited<ReturnType<typeof startProgram>>['app']

function wordsOf(side: Side, party: Party): Readonly<Record<Kind, string>> {
  const { mark, phones, [party]: person } = told[side]
  return {
    name: person.surname,
    alias: `Бұрынғы${mark}${party}`,
    phone: phones[party],
    'who hears': `естиді${mark}${party}`,
    address: `көше${mark}${party}`,
    card: `тілі${mark}${party}`,
    exception: `себебі${mark}`,
    contact: phones.contact,
    account: `оқиға${mark}`,
  }
}

async function visitorOf(username: string): Promise<Visitor> {
  const known = visitors.get(username)
  if (known) return known
  const visitor = await signIn(app, username)
  visitors.set(username, visitor)
  return visitor
}

async function openCase(deps: Dependencies, side: Side, people: PartyDecisions): Promise<Opened> {
  const edge = { ...deps, now: deps.clock() }
  const account = await findAccountByUsername(db.read, officers[side][0])
  if (!account) throw new Error(`no officer of ${side}`)
  const actor = actorOf(account)
  const started = await startInterview(edge, actor)
  if (!started.ok) throw new Error(JSON.stringify(started.faults))
  const interviewId = started.value.id
  const { mark, victim, perpetrator, phones } = told[side]
  const answers = {
    safe_contact: { phone: phones.contact, channel: 'call', hours: '10–12', who_hears: '' },
    victim: { ...victim, patronymic: '' },
    perpetrator: { ...perpetrator, patronymic: '' },
    relationship: 'spouse',
    incident_at: '2026-11-20T21:30',
    incident_account: `оқиға${mark}`,
    physical_contact: 'yes',
    threats_this_incident: { ticked: ['kill_her'], rest: 'no' },
    death_threat_with_weapon: 'yes',
    strangulation: 'this_incident',
    children_total: 0,
  }
  for (const [item, value] of Object.entries(answers)) {
    const saved = await saveAnswer(edge, actor, interviewId, item, { value })
    if (!saved.ok) throw new Error(`${item}: ${JSON.stringify(saved.faults)}`)
  }
  const submission = {
    interviewId,
    priorCategory: 'extreme',
    concern: 'Инспектор опасается за её жизнь',
    people,
  } as const
  const done = await submitAssessment(edge, actor, submission)
  if (!done.ok) throw new Error(JSON.stringify(done.faults))
  const { victim_id, perpetrator_id } = await db.read
    .selectFrom('case_file')
    .select(['victim_id', 'perpetrator_id'])
    .where('id', '=', done.value.caseId)
    .executeTakeFirstOrThrow()
  return { caseId: done.value.caseId, people: { victim: victim_id, perpetrator: perpetrator_id } }
}

/** By hand, on the pages: every kind of detail that a card takes. */
async function recordDetails(side: Side, again = ''): Promise<void> {
  const officer = await visitorOf(officers[side][0])
  for (const party of parties) {
    const words = wordsOf(side, party)
    const card = `/people/${opened[side].people[party]}`
    const name = { surname: `${words.alias}${again}`, given_name: '', patronymic: '', born_on: '', iin: '' }
    const number = again === '' ? words.phone : words.phone.replace(/^\+7\d/, '+76')
    const forms = {
      phones: { safety: 'unsafe', number, hours: '', who_hears: `${words['who hears']}${again}` },
      aliases: { kind: 'former_name', ...name },
      addresses: { text: `${words.address}${again}`, from_on: '', note: '' },
      card: { language: `${words.card}${again}`, interpreter: '', disability: '', pregnancy: '', employment: '' },
    }
    for (const [path, fields] of Object.entries(forms)) {
      const done = await officer.post(`${card}/${path}`, fields)
      expect(done.status, `${side} ${path}`).toBe(303)
    }
  }
  const head = await visitorOf(officers[side][1])
  for (const account of officers[side]) {
    await head.get(`/cases/${opened[side].caseId}/location-readers`)
    await head.post(`/cases/${opened[side].caseId}/location-readers`, { account: `demo-account-${account}` })
  }
}

/** All pages that could hold something of the two, under the ids of both districts' records and cases. */
async function readAll(username: string): Promise<Map<string, string>> {
  const visitor = await visitorOf(username)
  const paths = sides.flatMap(side => [
    ...parties.flatMap(party => ['', '/matches'].map(page => `/people/${opened[side].people[party]}${page}`)),
    ...['', '/location', '/orders', '/location-readers'].map(page => `/cases/${opened[side].caseId}${page}`),
  ])
  const pages = new Map<string, string>()
  for (const path of [...paths, '/', '/queue', '/cases', '/people', '/merges', '/orders', '/audit']) {
    pages.set(path, (await visitor.get(path)).text)
  }
  const empty = { surname: '', given_name: '', patronymic: '', born: '', iin: '', phone: '' }
  const searches = {
    'by name and birth': { ...empty, surname: 'Жумабаева', given_name: 'Гульнар', born: '1990-03-05' },
    'by number': { ...empty, iin: '900305499019' },
    'of him': { ...empty, surname: 'Тилеубаев', given_name: 'Кайрат', born: '01.07.1985' },
  }
  await visitor.get('/people')
  for (const [name, fields] of Object.entries(searches)) {
    pages.set(`search ${name}`, (await visitor.post('/people', fields)).text)
  }
  return pages
}

type Sight = Readonly<Record<Side, readonly string[]>>

/** Where each kind of word of each district stands on the pages of somebody. */
async function sightOf(username: string): Promise<Sight> {
  const pages = [...(await readAll(username))]
  const seen = (side: Side) =>
    parties.flatMap(party =>
      Object.entries(wordsOf(side, party)).flatMap(([kind, word]) =>
        pages.filter(([, text]) => text.includes(word)).map(([page]) => `${party} ${kind} on ${page}`),
      ),
    )
  return { almaly: seen('almaly'), auezov: seen('auezov') }
}

const opposite = (side: Side): Side => (side === 'almaly' ? 'auezov' : 'almaly')

/**
 * Of the other district nobody is shown a word, and who has no card of a person is shown names of the own district's
 * listed cases at most. Gives what each officer is shown of the own district's words.
 */
async function expectApart(): Promise<Record<string, readonly string[]>> {
  const own: Record<string, readonly string[]> = {}
  for (const side of sides) {
    for (const username of officers[side]) {
      const sight = await sightOf(username)
      expect(sight[opposite(side)], username).toEqual([])
      own[username] = sight[side]
    }
    for (const username of desks[side]) {
      const sight = await sightOf(username)
      expect(sight[opposite(side)], username).toEqual([])
      expect(beyondNames(sight[side]), username).toEqual([])
    }
  }
  for (const username of superiors) {
    for (const seen of Object.values(await sightOf(username))) expect(beyondNames(seen), username).toEqual([])
  }
  return own
}

function beyondNames(seen: readonly string[]): readonly string[] {
  return seen.filter(one => !one.includes(' name on /cases/'))
}

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  const started = await startProgram(db)
  app = started.app
  const iinReason = (side: Side) => ({ iinReason: `себебі${told[side].mark}` })
  const first = { same: null, notSame: [], ...iinReason('almaly') }
  opened.almaly = await openCase(started.deps, 'almaly', { victim: first })
  const { victim, perpetrator } = opened.almaly.people
  opened.auezov = await openCase(started.deps, 'auezov', {
    victim: { same: victim, notSame: [], ...iinReason('auezov') },
    perpetrator: { same: perpetrator, notSame: [], iinReason: '' },
  })
  for (const side of sides) await recordDetails(side)
}, 120_000)
afterAll(() => db.close())

describe('a couple that two districts know', { timeout: 300_000 }, () => {
  let before: Record<string, readonly string[]>

  it('is each district’s own before any merge, every kind of detail on the pages made for it', async () => {
    before = await expectApart()
    for (const side of sides) {
      for (const officer of officers[side]) {
        const { people, caseId } = opened[side]
        const seen = before[officer] ?? []
        for (const party of parties) {
          const card = `/people/${people[party]}`
          for (const kind of ['name', 'alias', 'phone', 'who hears', 'card'] as const) {
            expect(seen, officer).toContain(`${party} ${kind} on ${card}`)
          }
          expect(seen, officer).toContain(`${party} address on /cases/${caseId}/location`)
        }
        expect(seen).toContain(`victim exception on /people/${people.victim}`)
        expect(seen).toContain(`perpetrator address on /people/${people.perpetrator}`)
        expect(seen).not.toContain(`victim address on /people/${people.victim}`)
      }
    }
  })

  it('is not merged by one head alone, and the other is told no more than the district', async () => {
    const [head, other] = [await visitorOf('head'), await visitorOf('head2')]
    for (const party of parties) {
      const [own, theirs] = [opened.almaly.people[party], opened.auezov.people[party]]
      const fields = { other: theirs, reason: 'одна и та же пара по рассказу' }
      expect((await head.post(`/people/${own}/merges`, fields)).status).toBe(422)
      expect((await head.post(`/people/${own}/merge-proposals`, fields)).status).toBe(303)
      const again = await head.post(`/people/${own}/merge-proposals`, fields)
      expect([again.status, again.text.includes('уже предложено')]).toEqual([422, true])
    }
    expect(await db.read.selectFrom('person').select('id').where('merged_into', 'is not', null).execute()).toEqual([])
    const page = await other.get('/merges')
    expect(page.text).toContain('Zhumabayeva')
    expect(page.text).toContain('та же дата рождения')
    expect((await head.get('/merges')).text).not.toContain('Жұмабаева')
    await expectApart()
  })

  it('stays apart in every detail once both heads have agreed, and neither loses what was its own', async () => {
    const [head, other] = [await visitorOf('head'), await visitorOf('head2')]
    const answers = [...(await other.get('/merges')).text.matchAll(/\/merges\/[\w-]+\/answer/g)].map(([path]) => path)
    expect(answers).toHaveLength(2)
    for (const path of answers) {
      expect((await head.post(path, { answer: 'agree' })).status).toBe(404)
      expect((await other.post(path, { answer: 'agree' })).status).toBe(303)
    }
    const merged = await db.read.selectFrom('person').select('id').where('merged_into', 'is not', null).execute()
    expect(merged).toHaveLength(2)
    const after = await expectApart()
    for (const [officer, seen] of Object.entries(before))
      expect(after[officer], officer).toEqual(expect.arrayContaining(seen.filter(one => !one.includes('/matches'))))
    const card = await (await visitorOf('inspector')).get(`/people/${opened.auezov.people.victim}`)
    expect(card.text).toContain('Этого человека знают и в другом районе')
  })

  it('does not tell by a number of the other district whose it is', async () => {
    const inspector = await visitorOf('inspector')
    await inspector.get('/people')
    const phone = wordsOf('auezov', 'victim').phone
    const fields = { surname: '', given_name: '', patronymic: '', born: '', iin: '', phone }
    const found = await inspector.post('/people', fields)
    expect(found.text).toContain('Человек из другого района')
    expect(found.text).not.toContain('Жұмабаева')
  })

  it('keeps to each district what is learned after the merge, and loses nothing when it is undone', async () => {
    for (const side of sides) await recordDetails(side, 'кейін')
    const later = await expectApart()
    const other = await visitorOf('head2')
    for (const party of parties) {
      const page = await other.get(`/people/${opened.auezov.people[party]}`)
      const undo = /\/merges\/[\w-]+\/undo/.exec(page.text)?.[0] ?? ''
      expect((await other.post(undo, { reason: 'это оказались разные люди' })).status).toBe(303)
    }
    const merged = await db.read.selectFrom('person').select('id').where('merged_into', 'is not', null).execute()
    expect(merged).toEqual([])
    const after = await expectApart()
    for (const side of sides) {
      const theirs = sides.flatMap(each => (each === side ? [] : Object.values(opened[each].people)))
      for (const officer of officers[side]) {
        const stays = (later[officer] ?? []).filter(
          one => !one.includes('/matches') && theirs.every(id => !one.includes(id)),
        )
        expect(after[officer], officer).toEqual(expect.arrayContaining(stays))
        expect(stays.length, officer).toBeGreaterThan(20)
      }
    }
  })
})
