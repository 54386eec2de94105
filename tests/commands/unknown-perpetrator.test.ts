import { expect, test } from 'vitest'
import { identifyPerpetrator } from '../../src/commands/case/identify-perpetrator.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import type { PartyDecisions } from '../../src/commands/person/party-decision.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { findListedItem, openReasons } from '../../src/storage/agenda-store.ts'
import { findLastAssessment } from '../../src/storage/assessment-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { findPerson, openPerson, setMergedInto } from '../../src/storage/person-store.ts'
import { openProfiles } from '../../src/storage/person-search.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { startInterview as startOverHttp } from '../support/interview.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, extreme, reassess, scene, tellStory, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const start = Temporal.Instant.from('2026-11-23T04:00:00Z')
const blank = { surname: '', given_name: '', patronymic: '', born_on: '', iin: '', sex: '' }
const stranger = { ...blank, unknown: true }
const her = { ...blank, surname: 'Омарова', given_name: 'Айгерім', born_on: '1990-03-01' }
const him = { ...blank, surname: 'Омаров', given_name: 'Дәурен', born_on: '1988-07-09' }
const undecided = { same: null, notSame: [], iinReason: '' }
const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now: start })
  const clock = { now: start }
  const edge = () => ({ ...deps, now: clock.now })
  const actor = await actorNamed(deps, 'inspector')
  const tellOf = async (officer: Actor, story: StoryAnswers, people: PartyDecisions) => {
    const { id } = valueOrThrow(await startInterview(edge(), officer))
    await tellStory(edge(), officer, id, story)
    return valueOrThrow(await submitAssessment(edge(), officer, { interviewId: id, ...judgement, people }))
  }
  const tell = async (story: StoryAnswers, victim: string | null) => {
    const { caseId } = await tellOf(actor, story, { victim: { ...undecided, same: victim } })
    const one = await findCase(db.read, caseId, toStamp(clock.now))
    if (!one) throw new Error('no case')
    return one
  }
  const later = (hours: number) => void (clock.now = clock.now.add({ hours }))
  return { app, db, edge, actor, tell, tellOf, later }
}

eachEngine((_engine, open) => {
  test('a case is opened against a stranger, whom nobody is offered for and who stays one when asked again', async () => {
    const { db, edge, actor, tell } = await begin(await open())
    const one = await tell({ ...scene, victim: her, perpetrator: stranger }, null)
    const row = await findPerson(db.read, one.perpetrator_id)
    expect(row && (await openPerson(db, row)).surname).toBe('')
    expect(
      await db.read
        .selectFrom('person_index')
        .select('token')
        .where('person_id', '=', row?.id ?? '')
        .execute(),
    ).toEqual([])
    const other = { ...her, surname: 'Сәдуова', given_name: 'Гүлнәр', born_on: '1979-02-02' }
    const second = await tell({ ...scene, victim: other, perpetrator: stranger }, null)
    expect(second.perpetrator_id).not.toBe(one.perpetrator_id)
    const { id } = valueOrThrow(await startReassessment(edge(), actor, { caseId: one.id, prompt: 'scheduled' }))
    expect((await reassess(edge(), actor, id, scene)).caseId).toBe(one.id)
  })

  test('once he is named the incident is a repeat of the pair, counted and listed by itself', async () => {
    const { db, edge, actor, tell, later } = await begin(await open())
    const first = await tell({ ...extreme, victim: her, perpetrator: him }, null)
    later(48)
    const second = await tell(
      { ...scene, victim: her, perpetrator: stranger, incident_at: '2026-11-24T21:30' },
      first.victim_id,
    )
    expect(await findListedItem(db.read, second.id)).toBeNull()
    later(1)
    const asked = { caseId: second.id, told: him, decision: undecided }
    const offered = await identifyPerpetrator(edge(), actor, asked)
    expect(offered).toMatchObject({ faults: [{ code: 'match_undecided', at: 'perpetrator' }] })
    const same = { ...undecided, same: first.perpetrator_id }
    valueOrThrow(await identifyPerpetrator(edge(), actor, { ...asked, decision: same }))
    const named = await findCase(db.read, second.id, toStamp(edge().now))
    expect(named).toMatchObject({ perpetrator_id: first.perpetrator_id, listed: true })
    const last = await findLastAssessment(db.read, second.id)
    expect(last?.facts).toMatchObject({ incidents_12_months: 2, repeat_within_window: true })
    const item = await findListedItem(db.read, second.id)
    expect(item && openReasons(item).length).toBeGreaterThan(0)
    expect(await identifyPerpetrator(edge(), actor, { ...asked, decision: same })).toMatchObject({
      faults: [{ code: 'perpetrator_known' }],
    })
  })

  test('named is a person of two records: what was told lies where it can be read', async () => {
    const { db, edge, actor, tell, tellOf, later } = await begin(await open())
    const first = await tell({ ...extreme, victim: her, perpetrator: him }, null)
    const far = await actorNamed(edge(), 'inspector2')
    const sister = { ...blank, surname: 'Жұмабаева', given_name: 'Раушан', born_on: '1995-02-02' }
    const elsewhere = { ...scene, victim: sister, perpetrator: { ...him, surname: 'Омар', given_name: 'Даурен' } }
    const { caseId } = await tellOf(far, elsewhere, { perpetrator: { ...undecided, notSame: [first.perpetrator_id] } })
    const kept = (await findCase(db.read, caseId, toStamp(start)))?.perpetrator_id ?? ''
    await setMergedInto(db.write, first.perpetrator_id, kept)
    later(1)
    const second = await tell({ ...scene, victim: her, perpetrator: stranger }, first.victim_id)
    const told = { ...him, surname: 'Омарұлы' }
    const same = { ...undecided, same: kept }
    valueOrThrow(await identifyPerpetrator(edge(), actor, { caseId: second.id, told, decision: same }))
    const named = await findCase(db.read, second.id, toStamp(edge().now))
    expect(named?.perpetrator_id).toBe(first.perpetrator_id)
    const row = await findPerson(db.read, first.perpetrator_id)
    const rows = row ? [row] : []
    const profiles = await openProfiles(db, rows)
    expect(profiles.flatMap(one => one.profile.names.map(name => name.surname))).toContain('Омарұлы')
  })

  test('whoever is new to the register gets a record; her own name, no name and another district are refused', async () => {
    const { db, edge, actor, tell } = await begin(await open())
    const one = await tell({ ...scene, victim: her, perpetrator: stranger }, null)
    const ask = (told: object) => identifyPerpetrator(edge(), actor, { caseId: one.id, told, decision: undecided })
    expect(await ask(her)).toMatchObject({ faults: [{ code: 'same_person' }] })
    expect(await ask(blank)).toMatchObject({ faults: [{ code: 'name_missing' }] })
    expect(await ask({ ...him, surname: 'Ома\u202Eров' })).toMatchObject({ faults: [{ code: 'bidi_control' }] })
    const far = await actorNamed(edge(), 'inspector2')
    expect(await identifyPerpetrator(edge(), far, { caseId: one.id, told: him, decision: undecided })).toMatchObject({
      faults: [{ code: 'not_found' }],
    })
    valueOrThrow(await ask(him))
    const named = await findCase(db.read, one.id, toStamp(start))
    const row = await findPerson(db.read, named?.perpetrator_id ?? '')
    expect(row && (await openPerson(db, row)).surname).toBe('Омаров')
  })

  test('the box of the interview says so, a name beside it is refused, and the page of the case leads to the naming', async () => {
    const { app, db, edge, actor, tell } = await begin(await open())
    const visitor = await signIn(app, 'inspector')
    const id = await startOverHttp(visitor)
    expect((await visitor.get(`/interviews/${id}/contact`)).text).toContain('name="perpetrator.unknown"')
    const both = await visitor.post(`/interviews/${id}/contact`, {
      'perpetrator.unknown': 'yes',
      'perpetrator.surname': 'Омаров',
    })
    expect([both.status, both.text.includes('value="Омаров"')]).toEqual([422, true])
    const { id: own } = valueOrThrow(await startInterview(edge(), actor))
    expect(await saveAnswer(edge(), actor, own, 'victim', { value: stranger })).toMatchObject({ ok: false })
    const one = await tell({ ...scene, victim: her, perpetrator: stranger }, null)
    const path = `/cases/${one.id}/perpetrator-identity`
    const page = await visitor.get(`/cases/${one.id}`)
    expect([page.text.includes('Правонарушитель неизвестен'), page.text.includes(`href="${path}"`)]).toEqual([
      true,
      true,
    ])
    await visitor.get(path)
    const empty = await visitor.post(path, { surname: '', given_name: '' })
    expect([empty.status, empty.text.includes('href="#q-identity-surname"')]).toEqual([422, true])
    expect((await visitor.post(path, { surname: 'Омаров', given_name: 'Дәурен' })).status).toBe(303)
    expect((await visitor.get(`/cases/${one.id}`)).text).toContain('Омаров Дәурен')
    expect(
      (await db.read.selectFrom('audit_entry').select('details').execute()).some(({ details }) =>
        details.includes('Омаров'),
      ),
    ).toBe(false)
  })
})
