import { expect, test } from 'vitest'
import { factsOfOrders } from '../../src/commands/assessment/case-facts.ts'
import { askCorrection } from '../../src/commands/correction/ask-correction.ts'
import { decideCorrection } from '../../src/commands/correction/decide-correction.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { recordBreach } from '../../src/commands/order/record-breach.ts'
import { registerOrder } from '../../src/commands/order/register-order.ts'
import type { Prompt } from '../../src/domain/assessment/prompt.ts'
import type { Target } from '../../src/domain/case/correction.ts'
import { findListedItem, listListings } from '../../src/storage/agenda-store.ts'
import { findLastAssessment, listCaseAssessments, openAssessment } from '../../src/storage/assessment-store.ts'
import { listIncidentTimes } from '../../src/storage/case-people.ts'
import { findCase, listIncidents, listReassessmentsDue, openCase, openIncident } from '../../src/storage/case-store.ts'
import { findSwapInto } from '../../src/storage/correction-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { countOrdersAgainst, listCaseOrders } from '../../src/storage/order-store.ts'
import { countOrdersOf } from '../../src/storage/perpetrator-store.ts'
import { listAllPhones } from '../../src/storage/person-detail-store.ts'
import { countCasesByDistrict, countJudgements } from '../../src/storage/statistics-store.ts'
import { listCaseWork } from '../../src/storage/work-item-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { correctionReason as reason, voidBoth } from '../support/correction.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import { actorNamed, extreme, openStory, reassess, scene, valueOrThrow, type StoryAnswers } from '../support/story.ts'

const start = Temporal.Instant.from('2026-11-23T04:00:00Z')
const known = {
  prior_domestic_record: 'no',
  prior_nondomestic_record: 'no',
  custody_30_days: 'no',
  conditional_release_failure: 'no',
}
const calm: StoryAnswers = { ...scene, earlier_record: 'no', ...known }

async function begin(db: Database, first: StoryAnswers = calm) {
  const { deps } = await startProgram(db, 0, { now: start })
  const clock = { now: start }
  const edge = () => ({ ...deps, now: clock.now })
  const inspector = await actorNamed(deps, 'inspector')
  const head = await actorNamed(deps, 'head')
  const opened = await openStory(edge(), inspector, first)
  const { caseId } = opened
  const later = (hours: number) => void (clock.now = clock.now.add({ hours }))
  const again = async (story: StoryAnswers, prompt: Prompt = 'new_incident') => {
    const { id } = valueOrThrow(await startReassessment(edge(), inspector, { caseId, prompt }))
    return reassess(edge(), inspector, id, story)
  }
  const one = async () => {
    const row = await findCase(db.read, caseId, toStamp(clock.now))
    if (!row) throw new Error('no case')
    return row
  }
  const ask = (target: Target, change: object = {}) =>
    askCorrection(edge(), inspector, { caseId, kind: 'void', target, reason, ...change })
  return { edge, inspector, head, caseId, opened, later, again, one, ask, db }
}

const due = async (db: Database, caseId: string) =>
  (await listCaseMeasures(db.read, caseId)).filter(each => each.state === 'due')

eachEngine((_engine, open) => {
  test('a voided assessment leaves category, queue, measures and figures to the one before, and stays', async () => {
    const { edge, inspector, caseId, opened, later, again, one, db } = await begin(await open())
    const before = (await due(db, caseId)).map(each => each.code).sort()
    later(2)
    const { assessmentId } = await again(extreme)
    expect(await one()).toMatchObject({ category: 'extreme', listed: true })
    later(1)
    await voidBoth(edge(), caseId, { kind: 'assessment', id: assessmentId })
    expect(await one()).toMatchObject({ category: 'low', listed: false, state: 'open' })
    expect(await findListedItem(db.read, caseId)).toBeNull()
    expect(await findLastAssessment(db.read, caseId)).toMatchObject({ category: 'low' })
    expect((await due(db, caseId)).map(each => each.code).sort()).toEqual(before)
    const dropped = (await listCaseMeasures(db.read, caseId)).filter(each => each.obligation === 'voided')
    expect(dropped.length).toBeGreaterThan(0)
    expect(new Set(dropped.map(each => each.state))).toEqual(new Set(['not_needed']))
    const work = (await listCaseWork(db.read, caseId)).filter(each => each.kind === 'measure')
    expect(work).toHaveLength((await due(db, caseId)).length)
    const all = await listCaseAssessments(db.read, caseId)
    expect(all.map(row => row.id)).toEqual(expect.arrayContaining([opened.assessmentId, assessmentId]))
    const judged = await countJudgements(db.read, inspector.region)
    expect(judged.reduce((sum, each) => sum + each.count, 0)).toBe(1)
  })

  test('a repeat is no repeat of a listing that was made by a voided assessment', async () => {
    const { edge, caseId, opened, later, again, one, db } = await begin(await open(), extreme)
    later(48)
    await again({ ...calm, incident_at: '2026-11-24T21:30' })
    expect((await findLastAssessment(db.read, caseId))?.facts['repeat_within_window']).toBe(true)
    later(1)
    await voidBoth(edge(), caseId, { kind: 'assessment', id: opened.assessmentId })
    expect(await one()).toMatchObject({ category: 'low', listed: false })
    expect((await findLastAssessment(db.read, caseId))?.facts['repeat_within_window']).toBe(false)
    expect(await listListings(db.read, [caseId], toStamp(edge().now))).toEqual([])
  })

  test('a voided incident is not counted, and rule 8 loses what only it gave', async () => {
    const { edge, caseId, later, again, one, db } = await begin(await open())
    later(24)
    await again({ ...calm, incident_at: '2026-11-24T08:00' })
    later(24)
    await again({ ...calm, incident_at: '2026-11-25T08:00' })
    const counted = await findLastAssessment(db.read, caseId)
    expect([counted?.facts['incidents_12_months'], (await one()).category]).toEqual([3, 'high'])
    const second = (await listIncidents(db.read, caseId))[1]
    later(1)
    await voidBoth(edge(), caseId, { kind: 'incident', id: second?.id ?? '' })
    expect(await listIncidentTimes(db.read, [caseId])).toHaveLength(2)
    const last = await findLastAssessment(db.read, caseId)
    expect(last).toMatchObject({ kind: 'void', supersedes_id: counted?.id })
    expect([last?.facts['incidents_12_months'], (await one()).category]).toEqual([2, 'low'])
    later(24)
    await again({ ...calm, incident_at: '2026-11-26T08:00' })
    expect((await findLastAssessment(db.read, caseId))?.facts['incidents_12_months']).toBe(3)
    expect(await listIncidents(db.read, caseId)).toHaveLength(4)
  })

  test('a voided order binds nobody: its checks, its breach and what the breach raised are gone', async () => {
    const { edge, inspector, caseId, later, one, db } = await begin(await open())
    const act = { number: '75/1-204', issuer: 'УП Алмалинского района', endsOn: '' }
    const times = { issuedOn: '2026-11-23', handedAt: '2026-11-23T08:30' }
    const order = { caseId, kind: 'protective_order', ...act, ...times } as const
    const { id } = valueOrThrow(await registerOrder(edge(), inspector, order))
    const breach = { orderId: id, happenedAt: '2026-11-23T08:50', account: 'Ждал у её работы' }
    valueOrThrow(await recordBreach(edge(), inspector, breach))
    expect(await one()).toMatchObject({ category: 'high', listed: true })
    later(1)
    await voidBoth(edge(), caseId, { kind: 'order', id })
    expect(await one()).toMatchObject({ category: 'low', listed: false })
    expect(await factsOfOrders(edge(), db.read, [caseId])).toEqual({ order_issued: false, order_in_force: false })
    expect((await due(db, caseId)).filter(each => /compliance|prosecutor_copy/.test(each.code))).toEqual([])
    expect(await countOrdersAgainst(db.read, [(await one()).perpetrator_id], 'protective_order')).toBe(0)
    expect(await countOrdersOf(db.read, [caseId])).toEqual([])
    expect(await listCaseOrders(db.read, caseId)).toHaveLength(1)
    expect(await recordBreach(edge(), inspector, breach)).toMatchObject({ faults: [{ code: 'already_voided' }] })
  })

  test('a case whose only assessment is voided waits for a new one, which needs no head', async () => {
    const { edge, inspector, caseId, opened, later, again, one, db } = await begin(await open(), extreme)
    later(1)
    await voidBoth(edge(), caseId, { kind: 'assessment', id: opened.assessmentId })
    expect(await findLastAssessment(db.read, caseId)).toBeNull()
    expect(await one()).toMatchObject({ listed: false, reassess_by: '2026-11-23T18:59:59.999Z' })
    expect(await countCasesByDistrict(db.read, inspector.region)).toEqual([])
    later(1)
    await again(calm, 'scheduled')
    expect(await one()).toMatchObject({ category: 'low' })
    expect(await findLastAssessment(db.read, caseId)).toMatchObject({ serial: 2, follows_id: null })
    expect(await listIncidents(db.read, caseId)).toHaveLength(1)
  })

  test('a voided case is worked on by nobody and is met as unknown when the two come again', async () => {
    const { edge, inspector, caseId, later, one, ask, db } = await begin(await open(), extreme)
    later(1)
    await voidBoth(edge(), caseId, { kind: 'case', id: caseId })
    expect(await one()).toMatchObject({ state: 'voided', listed: false })
    expect(await due(db, caseId)).toEqual([])
    expect(await listCaseWork(db.read, caseId)).toEqual([])
    expect(await listIncidentTimes(db.read, [caseId])).toEqual([])
    expect(await countCasesByDistrict(db.read, inspector.region)).toEqual([])
    const page = { limit: 10, offset: 0 }
    const scope = scopeOf(inspector, 'case.reassess')
    expect(await listReassessmentsDue(db.read, scope, '2027-01-01T00:00:00.000Z', page)).toEqual([])
    expect(await ask({ kind: 'case', id: caseId })).toMatchObject({ faults: [{ code: 'case_voided' }] })
  })

  test('one person alone voids nothing, nor does a decision without its reason', async () => {
    const { edge, inspector, head, opened, ask, one } = await begin(await open(), extreme)
    const target = { kind: 'assessment', id: opened.assessmentId } as const
    expect(await ask(target, { reason: 'мало слов' })).toMatchObject({ faults: [{ code: 'too_short', at: 'reason' }] })
    expect(await ask({ kind: 'order', id: 'x'.repeat(22) })).toMatchObject({ faults: [{ at: 'target' }] })
    const { id } = valueOrThrow(await ask(target))
    expect(await ask(target)).toMatchObject({ faults: [{ code: 'correction_asked' }] })
    const agree = { id, agrees: true, reason: '' }
    expect(await decideCorrection(edge(), inspector, agree)).toMatchObject({ faults: [{ code: 'refused' }] })
    const asker = { ...head, id: inspector.id }
    expect(await decideCorrection(edge(), asker, agree)).toMatchObject({ faults: [{ code: 'own_work' }] })
    expect(await decideCorrection(edge(), head, { ...agree, agrees: false })).toMatchObject({
      faults: [{ at: 'reason' }],
    })
    valueOrThrow(await decideCorrection(edge(), head, { id, agrees: false, reason: 'Оценка проведена верно' }))
    expect(await one()).toMatchObject({ category: 'extreme', listed: true })
    expect(await decideCorrection(edge(), head, agree)).toMatchObject({ faults: [{ code: 'already_decided' }] })
  })

  test('of two heads who agree at once one decides', async () => {
    const { edge, head, opened, ask, db } = await begin(await open(), extreme)
    const { id } = valueOrThrow(await ask({ kind: 'assessment', id: opened.assessmentId }))
    const agree = { id, agrees: true, reason: '' }
    const both = await Promise.all([decideCorrection(edge(), head, agree), decideCorrection(edge(), head, agree)])
    expect(both.filter(one => one.ok)).toHaveLength(1)
    expect(await db.read.selectFrom('voided').selectAll().execute()).toHaveLength(1)
  })

  test('victim and perpetrator change places by two people: a new case faces the right way, the old one is void', async () => {
    const { edge, head, caseId, later, one, ask, db } = await begin(await open(), extreme)
    const before = await one()
    later(1)
    const { id } = valueOrThrow(await ask({ kind: 'case', id: caseId }, { kind: 'swap' }))
    expect((await one()).state).toBe('open')
    const done = valueOrThrow(await decideCorrection(edge(), head, { id, agrees: true, reason: '' }))
    expect((await one()).state).toBe('voided')
    const made = await findCase(db.read, done.caseId, toStamp(edge().now))
    if (!made) throw new Error('no case was made')
    expect(made).toMatchObject({
      victim_id: before.perpetrator_id,
      perpetrator_id: before.victim_id,
      category: 'extreme',
      listed: true,
      state: 'open',
      reassess_by: before.reassess_by,
    })
    expect([made.number === before.number, made.key_id === before.key_id]).toEqual([false, false])
    expect((await openCase(db, made)).wishes).toBe('Учебное желание')
    const [incident] = await listIncidents(db.read, made.id)
    expect(incident && (await openIncident(db, made.key_id, incident))).toBe('Учебный рассказ')
    const last = await findLastAssessment(db.read, made.id)
    expect(last && (await openAssessment(db, last)).answers['strangulation']?.value).toBe('this_incident')
    expect((await due(db, made.id)).length).toBeGreaterThan(0)
    expect(await listCaseWork(db.read, caseId)).toEqual([])
    expect((await listCaseWork(db.read, made.id)).map(each => each.kind)).toContain('reassessment')
    expect(await findSwapInto(db.read, made.id)).toMatchObject({ case_id: caseId })
    const phones = async (person: string) => (await listAllPhones(db.read, [person])).length
    expect([await phones(made.victim_id), await phones(made.perpetrator_id)]).toEqual([1, 0])
  })
})
