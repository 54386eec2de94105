import { expect, test } from 'vitest'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, tellStory, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const concern = 'Учебное опасение за её жизнь'
const person = (surname: string, born_on: string) => {
  return { surname, given_name: 'Айгерім', patronymic: '', born_on, iin: '', sex: '' }
}
const facts = {}

async function begin(db: Database, story: StoryAnswers) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const actor = await actorNamed(deps, 'inspector')
  const { id } = valueOrThrow(await startInterview(edge, actor))
  await tellStory(edge, actor, id, { ...scene, ...story })
  return { app, db, edge, actor, id }
}

const countStored = async (db: Database) => {
  const tables = ['case_file', 'person', 'incident', 'assessment', 'measure', 'work_item'] as const
  const counts = tables.map(async table => (await db.read.selectFrom(table).select('id').execute()).length)
  return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0)
}

const stories: readonly (readonly [what: string, story: StoryAnswers, code: string, at: string])[] = [
  [
    'a victim who is the perpetrator',
    { victim: person('Омарова', '1990-03-01'), perpetrator: person('Омарова', '1990-03-01') },
    'same_person',
    'perpetrator',
  ],
  [
    'a child older than both parents',
    {
      victim: person('Омарова', '1990-03-01'),
      perpetrator: person('Тілеуова', '1991-01-01'),
      children_total: 1,
      children: [{ name: 'Учебный ребёнок', born_on: '1989-05-05', facts }],
    },
    'child_older',
    'children.0.born_on',
  ],
  [
    'an incident before both were born',
    {
      victim: person('Омарова', '1990-03-01'),
      perpetrator: person('Тілеуова', '1991-01-01'),
      incident_at: '1985-01-01T10:00',
    },
    'before_birth',
    'incident_at',
  ],
  ['an incident later today', { incident_at: '2026-11-23T09:01' }, 'in_future', 'incident_at'],
]

const hidden = [
  ['a direction mark', 'Ома\u202Eрова', 'bidi_control'],
  ['a NUL', 'Ома\u0000рова', 'control_character'],
  ['half a letter', 'Ома\uD83Dрова', 'lone_surrogate'],
  ['a megabyte', 'ж'.repeat(500_000), 'too_long'],
] as const

eachEngine((_engine, open) => {
  test.each(stories)('%s is refused by name, over HTTP and in the command, and nothing is stored', async (...given) => {
    const [, story, code, at] = given
    const { app, db, edge, actor, id } = await begin(await open(), story)
    const told = await submitAssessment(edge, actor, { interviewId: id, priorCategory: 'medium', concern })
    expect(told).toMatchObject({ ok: false, faults: [{ code, at }] })
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/interviews/${id}/judgement`)
    const sent = await visitor.post(`/interviews/${id}/judgement`, { category: 'medium', concern })
    expect([sent.status, sent.text.includes(concern)]).toEqual([422, true])
    expect(sent.text).toContain(`#q-${at.split('.')[0]}`)
    expect(await countStored(db)).toBe(0)
  })

  test.each(hidden)('a name with %s is refused, shown again as far as it can be, and not stored', async (...given) => {
    const [, surname, code] = given
    const { app, edge, actor, id } = await begin(await open(), {})
    const value = { surname, given_name: 'Айгерім', patronymic: '', born_on: '', iin: '', sex: '' }
    const told = await saveAnswer(edge, actor, id, 'victim', { value })
    expect(told).toMatchObject({ ok: false, faults: [{ code, at: 'victim.surname' }] })
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/interviews/${id}/contact`)
    const sent = await visitor.post(`/interviews/${id}/contact`, {
      'victim.surname': surname,
      'victim.given_name': 'Айгерім',
    })
    if (code === 'too_long') return expect([413, 422]).toContain(sent.status)
    // A form is bytes: what is half a letter cannot be sent in one, and comes as the mark of a lost letter.
    if (code === 'lone_surrogate') return expect(sent.text).not.toContain('\uD83D')
    expect([sent.status, sent.text.includes('value="Айгерім"')]).toEqual([422, true])
  })

  test('an order that ends before it begins comes back with what was typed', async () => {
    const db = await open()
    const { app, deps } = await startProgram(db, 0, { now })
    const { caseId } = await openStory({ ...deps, now }, await actorNamed(deps, 'inspector'), scene)
    const visitor = await signIn(app, 'inspector')
    await visitor.get(`/cases/${caseId}/orders`)
    const sent = await visitor.post(`/cases/${caseId}/orders`, {
      ...{ kind: 'special_requirements', number: '4-17/2026', issuer: 'Учебный суд' },
      ...{ issued_on: '2026-11-20', handed_at: '', ends_on: '2026-11-19' },
    })
    expect([sent.status, sent.text.includes('value="4-17/2026"')]).toEqual([422, true])
    expect(sent.text).toContain('href="#q-order-ends_on"')
    expect(await db.read.selectFrom('protective_order').select('id').execute()).toEqual([])
  })
})
