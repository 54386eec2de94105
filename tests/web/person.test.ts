import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { answerInterview, inventedWords, startInterview, type Write } from '../support/interview.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'

let db: Database
let inspector: Visitor
let head: Visitor
let stranger: Visitor
let first: { caseHref: string; victimHref: string }

const judgement = { category: 'medium', concern: 'Инспектор опасается за её жизнь после угроз' }

/** Two people of this test alone: names for both parties, in order. */
function pen(victim: readonly string[], perpetrator: readonly string[]): Write {
  const left = { surname: [victim[0], perpetrator[0]], given_name: [victim[1], perpetrator[1]] } as Record<
    string,
    string[]
  >
  return field => left[field]?.shift() ?? (field === 'patronymic' ? '' : inventedWords(field))
}

async function answered(visitor: Visitor, write: Write, births: Record<string, string>): Promise<string> {
  const id = await startInterview(visitor)
  const post: Visitor['post'] = (path, fields) =>
    visitor.post(path, path.endsWith('/contact') ? { ...fields, ...births } : fields)
  await answerInterview({ ...visitor, post }, id, write)
  return id
}

const births = { 'victim.born_on': '1990-03-05', 'perpetrator.born_on': '1985-07-01' }

async function actionsOf(action: string) {
  return db.read.selectFrom('audit_entry').select(['actor_role', 'subject']).where('action', '=', action).execute()
}

beforeAll(async () => {
  db = await openDatabase(makePlace('sqlite'))
  const { app } = await startProgram(db)
  inspector = await signIn(app, 'inspector')
  head = await signIn(app, 'head')
  stranger = await signIn(app, 'inspector2')
  const id = await answered(inspector, pen(['Жұмабаева', 'Гүлнәр'], ['Жұмабаев', 'Қайрат']), births)
  const done = await inspector.post(`/interviews/${id}/judgement`, judgement)
  const result = await inspector.get(done.headers['location'] ?? '')
  const caseHref = /\/cases\/[\w-]+/.exec(result.text)?.[0] ?? ''
  const page = await inspector.get(caseHref)
  first = { caseHref, victimHref: /\/people\/[\w-]+/.exec(page.text)?.[0] ?? '' }
})
afterAll(() => db.close())

it('a second call under another spelling is asked whose it is, and joins the first case', async () => {
  const id = await answered(inspector, pen(['Жумабаева', 'Гульнар'], ['Zhumabaev', 'Kairat']), births)
  const asked = await inspector.post(`/interviews/${id}/judgement`, judgement)
  expect(asked.status).toBe(200)
  expect(asked.text).toContain('Гүлнәр')
  expect(asked.text).toContain('та же дата рождения')
  const undecided = await inspector.post(`/interviews/${id}/people`, judgement)
  expect(undecided.status).toBe(422)
  expect(undecided.text).toContain('href="#q-victim"')
  expect(undecided.text).toContain(judgement.concern)
  const people = Object.fromEntries(
    ['victim', 'perpetrator'].map(part => {
      const shown = new RegExp(`name="${part}\\.shown" value="([^"]+)"`).exec(asked.text)?.[1] ?? ''
      return [part, shown]
    }),
  )
  const done = await inspector.post(`/interviews/${id}/people`, { ...judgement, ...people })
  expect(done.status).toBe(303)
  const result = await inspector.get(done.headers['location'] ?? '')
  expect(result.text).toContain(first.caseHref)
})

it('a search finds her in any spelling, is logged with whom it showed, and leaves nothing in the address', async () => {
  const before = (await actionsOf('person.searched')).length
  const empty = { surname: '', given_name: '', patronymic: '', born: '', iin: '', phone: '' }
  const found = await inspector.post('/people', {
    ...empty,
    surname: 'Zhumabaeva',
    given_name: 'Gulnar',
    born: '05.03.1990',
  })
  expect(found.text).toContain('Гүлнәр')
  const logged = await actionsOf('person.searched')
  expect(logged).toHaveLength(before + 1)
  expect(logged.at(-1)?.subject).toContain(first.victimHref.slice('/people/'.length))
  const wide = await inspector.post('/people', { ...empty, given_name: 'Гүлнәр' })
  expect(wide.status).toBe(422)
})

it('another district learns the district of a match and no name', async () => {
  const fields = { surname: 'Жұмабаева', given_name: 'Гүлнәр', patronymic: '', born: '05.03.1990', iin: '', phone: '' }
  const found = await stranger.post('/people', fields)
  expect(found.text).toContain('Человек из другого района')
  expect(found.text).not.toContain('1990</')
  expect(found.text).not.toContain(first.victimHref)
  expect((await stranger.get(first.victimHref)).status).toBe(404)
})

it('the card takes a phone with its rule and shows the rule before the number', async () => {
  const phone = { safety: 'unsafe', hours: 'днём', who_hears: 'муж', number: '+7 705 000 00 01' }
  expect((await inspector.post(`${first.victimHref}/phones`, phone)).status).toBe(303)
  const card = await inspector.get(first.victimHref)
  expect(card.text.indexOf('не звонить')).toBeLessThan(card.text.indexOf('+7 705 000 00 01'))
  const refused = await inspector.post(`${first.victimHref}/phones`, { ...phone, number: 'нет' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#q-phone-number"')
  expect(refused.text).toContain('value="днём"')
})

it('where she lives is shown to the people named for the case alone, and each view is logged', async () => {
  const text = 'Вымышленная улица, 7'
  expect((await inspector.post(`${first.victimHref}/addresses`, { text, from_on: '', note: '' })).status).toBe(303)
  expect((await inspector.get(first.victimHref)).text).not.toContain(text)
  const path = `${first.caseHref}/location`
  const closed = await head.get(path)
  expect([closed.status, closed.text.includes(text)]).toEqual([403, false])
  expect(
    (await inspector.post(`${first.caseHref}/location-readers`, { account: 'demo-account-inspector' })).status,
  ).toBe(403)
  await head.get(`${first.caseHref}/location-readers`)
  expect((await head.post(`${first.caseHref}/location-readers`, { account: 'demo-account-inspector' })).status).toBe(
    303,
  )
  const before = (await actionsOf('location.viewed')).length
  expect((await inspector.get(path)).text).toContain(text)
  expect(await actionsOf('location.viewed')).toHaveLength(before + 1)
  await head.post(`${first.caseHref}/location-readers/demo-account-inspector/remove`)
  expect((await inspector.get(path)).status).toBe(403)
  expect((await stranger.get(path)).status).toBe(404)
})

it('the head merges two records and takes it back', async () => {
  const write = pen(['Гүлнәр', 'Жумабаева'], ['Неизвестный', 'Ерлан'])
  const id = await answered(inspector, write, { 'victim.born_on': '1990-03-05' })
  const asked = await inspector.post(`/interviews/${id}/judgement`, judgement)
  const shown = /name="victim\.shown" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  const none = { victim: 'none', 'victim.shown': shown }
  expect((await inspector.post(`/interviews/${id}/people`, { ...judgement, ...none })).status).toBe(303)
  const women = db.read.selectFrom('person').select('id').where('sex', '=', 'female')
  const other = await women.where('id', '!=', first.victimHref.slice('/people/'.length)).executeTakeFirstOrThrow()
  await head.get(first.victimHref)
  const short = await head.post(`${first.victimHref}/merges`, { other: other.id, reason: 'да' })
  expect(short.status).toBe(422)
  const reason = 'паспорт показывает оба написания'
  expect((await head.post(`${first.victimHref}/merges`, { other: other.id, reason })).status).toBe(303)
  expect((await head.get(`/people/${other.id}`)).text).toContain('из объединённой записи')
  const undo = /\/merges\/[\w-]+\/undo/.exec((await head.get(first.victimHref)).text)?.[0] ?? ''
  expect((await head.post(undo, { reason })).status).toBe(303)
  expect((await head.get(first.victimHref)).text).toContain('Объединение отменено')
  expect((await head.get(`/people/${other.id}`)).text).not.toContain('из объединённой записи')
})
