import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admitClient } from '../../src/commands/client/admit-client.ts'
import { saveSafetyPlan } from '../../src/commands/client/save-safety-plan.ts'
import { tellSafety } from '../../src/commands/client/tell-safety.ts'
import { writeNote } from '../../src/commands/client/write-note.ts'
import { nameShelterReader } from '../../src/commands/provider/name-shelter-reader.ts'
import { recordLocation } from '../../src/commands/provider/record-location.ts'
import { planParts, type SafetyPlan } from '../../src/domain/referral/safety-plan.ts'
import { findClient, listClientPeople } from '../../src/storage/client-store.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { findReferral } from '../../src/storage/referral-store.ts'
import { makePlace } from '../support/database.ts'
import { acceptOrThrow, openReferred, takeInOrThrow, withChildren } from '../support/help-story.ts'
import { signIn, startProgram } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'

/** What may stand on a page, by class: T1 numbers, T2 names, T3 contact and wishes, T4 the shelter, and the centre's own. */
const tokens = {
  number: [] as string[],
  names: ['Жәбірова', 'Аружан'],
  contact: ['+7 700 000 00 17', '700 000 00 17', withChildren.wishes],
  shelter: ['Учебный тупик, 3'],
  safety: ['Көлігімен ертіп жүріңіздер'],
  plan: ['қызыл орамал'],
  note: ['нарцисс жазбасы'],
  file: [] as string[],
}
type Class = keyof typeof tokens
const own: readonly Class[] = ['number', 'names', 'contact', 'safety', 'file']

/** Written from «Who sees which tier» and the issue: which classes each account meets on which page; else none. */
const police = {
  referral: ['number', 'names', 'contact', 'safety'],
  caseReferrals: ['number', 'contact'],
  letter: ['number', 'names', 'contact'],
  list: ['number'],
} as const
const pages: Readonly<Record<string, Partial<Record<Page, readonly Class[]>>>> = {
  inspector: police,
  head: police,
  secretary: { caseReferrals: ['contact'] },
  akimat: { referral: ['number'], caseReferrals: ['number'], list: ['number'], provider: ['file'] },
  centre: {
    referral: ['number', 'names', 'contact'],
    letter: ['number', 'names', 'contact'],
    list: ['number'],
    clients: ['file'],
    client: own.filter(each => each !== 'number'),
    notes: ['note', 'file'],
    planForm: ['plan'],
    plan: ['plan'],
    location: ['shelter'],
  },
  centre_supervisor: {
    referral: ['number', 'names', 'contact'],
    letter: ['number', 'names', 'contact'],
    list: ['number'],
    clients: ['file'],
    client: own.filter(each => each !== 'number'),
    notes: ['note', 'file'],
    planForm: ['plan'],
    plan: ['plan'],
    provider: ['file'],
  },
}
const accounts = [
  'inspector',
  'head',
  'department',
  'duty',
  'secretary',
  'chair',
  'member.education',
  'member.health',
  'centre',
  'centre_supervisor',
  'centre2',
  'centre.family',
  'akimat',
  'analyst',
  'auditor',
  'reviewer',
  'admin',
  'inspector2',
  'inspector3',
]

const paths = {
  day: '/',
  list: '/referrals?show=live',
  beds: '/beds',
  make: '',
  referral: '',
  caseReferrals: '',
  letter: '',
  clients: '/clients',
  client: '',
  notes: '',
  planForm: '',
  plan: '',
  load: '/centre-load',
  providers: '/providers',
  provider: '/providers/demo-centre-almaly',
  location: '/providers/demo-centre-almaly/location',
  shelterPage: '/shelter',
}
type Page = keyof typeof paths

let db: Database
let app: Awaited<ReturnType<typeof startProgram>>['app']

function classesIn(text: string): Class[] {
  return (Object.keys(tokens) as Class[]).filter(each => tokens[each].some(token => text.includes(token)))
}

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  const started = await startProgram(db)
  app = started.app
  const deps = { ...started.deps, now: started.clock.now }
  const { caseId, centre, id } = await openReferred(deps)
  const client = await acceptOrThrow(deps, centre, id)
  await takeInOrThrow(deps, centre, client)
  const people = (await listClientPeople(db.read, client)).map(one => one.id)
  valueOrThrow(await admitClient(deps, centre, { id: client, people }))
  const plan = Object.fromEntries(
    planParts.map(part => [part, part === 'code_word' ? tokens.plan[0] : '']),
  ) as SafetyPlan
  valueOrThrow(await saveSafetyPlan(deps, centre, { id: client, from: 0, plan }))
  valueOrThrow(await writeNote(deps, centre, { id: client, note: tokens.note[0] ?? '' }))
  valueOrThrow(await tellSafety(deps, centre, { id: client, safety: tokens.safety[0] ?? '' }))
  const supervisor = await actorNamed(deps, 'centre_supervisor')
  valueOrThrow(await recordLocation(deps, supervisor, { location: tokens.shelter[0] ?? '' }))
  valueOrThrow(await nameShelterReader(deps, supervisor, { accountId: 'demo-account-centre' }))
  tokens.number.push((await findReferral(db.read, id))?.number ?? 'no referral')
  tokens.file.push((await findClient(db.read, client))?.number ?? 'no file')
  Object.assign(paths, {
    make: `/cases/${caseId}/referral`,
    referral: `/referrals/${id}`,
    caseReferrals: `/cases/${caseId}/referrals`,
    letter: `/referrals/${id}/letter/ru`,
    client: `/clients/${client}`,
    notes: `/clients/${client}/notes`,
    planForm: `/clients/${client}/safety-plan`,
    plan: `/clients/${client}/safety-plan/1`,
  })
})
afterAll(() => db.close())

describe.each(accounts)('the pages of help for %s', username => {
  it('hold of each field class exactly what the table gives', async () => {
    const visitor = await signIn(app, username)
    const expected = pages[username] ?? {}
    for (const page of Object.keys(paths) as Page[]) {
      // The form of a referral shows her own data to whoever may send them.
      if (page === 'make') continue
      const text = page === 'letter' ? await letterOf(visitor) : (await visitor.get(paths[page])).text
      expect(classesIn(text).sort(), `${username} ${page}`).toEqual([...(expected[page] ?? [])].sort())
    }
  })
})

it('the form of a referral shows the secretary what is sent only up to the own tier', async () => {
  const secretary = await signIn(app, 'secretary')
  const page = await secretary.get(paths.make)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Жәбірова')
  for (const hidden of ['700 000 00 17', withChildren.wishes, tokens.shelter[0] ?? '']) {
    expect(page.text).not.toContain(hidden)
  }
})

it('no table, no notice and no entry of the log holds any of it in the open', async () => {
  const open = [...tokens.names, ...tokens.contact, ...tokens.shelter, ...tokens.safety, ...tokens.plan, ...tokens.note]
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db.read)
  expect(rows.length).toBeGreaterThan(50)
  for (const { name } of rows) {
    const content = JSON.stringify((await sql.raw(`select * from "${name}"`).execute(db.read)).rows)
    expect(
      open.filter(token => content.includes(token)),
      name,
    ).toEqual([])
  }
})

async function letterOf(visitor: Awaited<ReturnType<typeof signIn>>): Promise<string> {
  const response = await visitor.get(paths.letter)
  if (response.status !== 200) return response.text
  const parts = readParts(await visitor.download(paths.letter))
  return [...parts.values()].map(readText).join('\n')
}
