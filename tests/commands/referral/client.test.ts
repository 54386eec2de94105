import { describe, expect, test } from 'vitest'
import { addClientPerson } from '../../../src/commands/client/add-client-person.ts'
import { admitClient } from '../../../src/commands/client/admit-client.ts'
import { assignWorker } from '../../../src/commands/client/assign-worker.ts'
import { closeClient } from '../../../src/commands/client/close-client.ts'
import { dischargeClient } from '../../../src/commands/client/discharge-client.ts'
import { handOverClient } from '../../../src/commands/client/hand-over-client.ts'
import { lapseReservations } from '../../../src/commands/client/lapse-reservations.ts'
import { keepBed } from '../../../src/commands/client/keep-bed.ts'
import { openClient } from '../../../src/commands/client/open-client.ts'
import { recordAttempt } from '../../../src/commands/client/record-attempt.ts'
import { recordFeedback } from '../../../src/commands/client/record-feedback.ts'
import { recordService } from '../../../src/commands/client/record-service.ts'
import { releaseBed } from '../../../src/commands/client/release-bed.ts'
import { saveSafetyPlan } from '../../../src/commands/client/save-safety-plan.ts'
import { setGoal } from '../../../src/commands/client/set-goal.ts'
import { settleGoal } from '../../../src/commands/client/settle-goal.ts'
import { takeIn } from '../../../src/commands/client/take-in.ts'
import { tellSafety } from '../../../src/commands/client/tell-safety.ts'
import { writeNote } from '../../../src/commands/client/write-note.ts'
import { overrideConsent } from '../../../src/commands/case/override-consent.ts'
import { recordConsent } from '../../../src/commands/case/record-consent.ts'
import { seeWork } from '../../../src/commands/follow-up/see-work.ts'
import { lapseSharing } from '../../../src/commands/referral/lapse-sharing.ts'
import { reachReferral } from '../../../src/commands/referral/reach-referral.ts'
import { placeFeedback } from '../../../src/commands/referral/sharing.ts'
import { withdrawConsent } from '../../../src/commands/referral/withdraw-consent.ts'
import { nameShelterReader } from '../../../src/commands/provider/name-shelter-reader.ts'
import { recordLocation } from '../../../src/commands/provider/record-location.ts'
import { removeShelterReader } from '../../../src/commands/provider/remove-shelter-reader.ts'
import { saveProvider } from '../../../src/commands/provider/save-provider.ts'
import type { CommandDeps } from '../../../src/commands/deps.ts'
import type { Actor } from '../../../src/domain/access/decide.ts'
import { scopeOf } from '../../../src/domain/access/scope.ts'
import { planParts, type SafetyPlan } from '../../../src/domain/referral/safety-plan.ts'
import { readBedsOf } from '../../../src/storage/bed-store.ts'
import { findClient, listClientPeople } from '../../../src/storage/client-store.ts'
import { listFeedback, listGoals, listNotes } from '../../../src/storage/client-work-store.ts'
import type { Database } from '../../../src/storage/database.ts'
import { insertMeasures, listCaseMeasures } from '../../../src/storage/measure-store.ts'
import { findProvider, listShelterReaders, openLocation } from '../../../src/storage/provider-store.ts'
import { findReferral } from '../../../src/storage/referral-store.ts'
import { listSafetyPlans, openSafetyPlan } from '../../../src/storage/safety-plan-store.ts'
import { listStays } from '../../../src/storage/stay-store.ts'
import { countLate } from '../../../src/storage/work-board.ts'
import { toStamp } from '../../../src/storage/stamp.ts'
import { findWorkItem, listCaseWork, workItemId } from '../../../src/storage/work-item-store.ts'
import { eachEngine } from '../../support/database.ts'
import {
  acceptOrThrow,
  identity,
  openFamily,
  openReferred,
  refer,
  takeInOrThrow,
  tirek,
  umit,
  withChildren,
} from '../../support/help-story.ts'
import { startProgram } from '../../support/program.ts'
import { actorNamed, openStory, valueOrThrow } from '../../support/story.ts'

const now = Temporal.Instant.from('2026-11-20T05:00:00Z')
const leaving = { endedAt: '', destination: 'relatives', follower: 'centre', where_to: '', follows: '' }
const plan = Object.fromEntries(planParts.map(part => [part, `жоспар ${part}`])) as SafetyPlan

async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  return { deps: edge, centre: await actorNamed(edge, 'centre') }
}

async function bedsAt(deps: CommandDeps, id: string) {
  const provider = await findProvider(deps.db.read, id)
  if (!provider) throw new Error(`no ${id}`)
  const { adult, child } = (await readBedsOf(deps.db.read, provider)).board
  return { adult: [adult.occupied, adult.reserved, adult.free], child: [child.occupied, child.reserved, child.free] }
}

async function admitFamily(deps: CommandDeps, centre: Actor, children: number) {
  const family = await openFamily(deps, centre, children)
  valueOrThrow(await admitClient(deps, centre, family))
  return family
}

async function overrideUntil(deps: CommandDeps, caseId: string, endsOn: string): Promise<void> {
  const reason = 'Учебное основание: угроза жизни, решение начальника'
  const override = { caseId, agency: 'crisis_centre', ground: 'danger_to_life', reason, endsOn } as const
  valueOrThrow(await overrideConsent(deps, await actorNamed(deps, 'head'), override))
}

eachEngine((_engine, open) => {
  test('from acceptance to discharge every place is counted once', async () => {
    const { deps, centre } = await begin(await open())
    const { id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    expect(await admitClient(deps, centre, { id, people: ['x'] })).toMatchObject({
      faults: [{ code: 'intake_missing' }],
    })
    await takeInOrThrow(deps, centre, id)
    for (const [name, born_on] of [
      ['Аружан', '2019-05-01'],
      ['Нұрбек', '2024-02-10'],
    ] as const) {
      valueOrThrow(await addClientPerson(deps, centre, { id, name, born_on, note: '' }))
    }
    const people = (await listClientPeople(deps.db.read, id)).map(one => one.id)
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 1, 3], child: [0, 2, 4] })
    valueOrThrow(await admitClient(deps, centre, { id, people }))
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [1, 0, 3], child: [2, 0, 4] })
    const [stay] = await listStays(deps.db.read, id)
    expect(stay).toMatchObject({ state: 'present', ends_on: '2027-05-20', warn_on: '2027-04-20' })
    expect(await admitClient(deps, centre, { id, people })).toMatchObject({ faults: [{ code: 'already_there' }] })
    expect(await closeClient(deps, centre, { id, reason: 'goals_met' })).toMatchObject({
      faults: [{ code: 'stay_open' }],
    })
    const later = { ...deps, now: now.add({ hours: 48 }) }
    const wrong = { ...leaving, id, endedAt: '2026-11-20T09:59' }
    expect(await dischargeClient(later, centre, wrong)).toMatchObject({ faults: [{ code: 'stay_ends_before_start' }] })
    expect(await dischargeClient(later, centre, { ...leaving, id, destination: '', follower: '' })).toMatchObject({
      faults: [{ at: 'destination' }, { at: 'follower' }],
    })
    valueOrThrow(await dischargeClient(later, centre, { ...leaving, id, where_to: 'әпкесіне' }))
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 0, 4], child: [0, 0, 6] })
    valueOrThrow(await closeClient(later, centre, { id, reason: 'goals_met' }))
    expect(await findReferral(deps.db.read, referral)).toMatchObject({ state: 'ended' })
  })

  test('a child is not taken in without an adult, and may follow one', async () => {
    const { deps, centre } = await begin(await open())
    const { id, people } = await openFamily(deps, centre, 1)
    const [mother = '', child = ''] = people
    expect(await admitClient(deps, centre, { id, people: [child] })).toMatchObject({
      faults: [{ code: 'child_without_adult' }],
    })
    expect(await bedsAt(deps, tirek)).toMatchObject({ child: [0, 0, 6] })
    valueOrThrow(await admitClient(deps, centre, { id, people: [mother] }))
    valueOrThrow(await admitClient(deps, centre, { id, people: [child] }))
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [1, 0, 3], child: [1, 0, 5] })
    expect(await keepBed(deps, centre, { id, adults: 0, children: 2 })).toMatchObject({
      faults: [{ code: 'child_without_adult' }],
    })
  })

  test('the last bed is taken by one of two, and the other is told in clear words', async () => {
    const { deps, centre } = await begin(await open())
    for (let taken = 0; taken < 3; taken += 1) await admitFamily(deps, centre, 0)
    const [one, other] = [await openFamily(deps, centre), await openFamily(deps, centre)]
    const both = await Promise.all([admitClient(deps, centre, one), admitClient(deps, centre, other)])
    expect(both.filter(each => each.ok)).toHaveLength(1)
    const lost = both.find(each => !each.ok)
    expect(lost).toMatchObject({ faults: [{ code: 'no_place_adult', details: { free: 0, needed: 1 } }] })
    expect(await bedsAt(deps, tirek)).toMatchObject({ adult: [4, 0, 0] })
  })

  test('the board is exact under 50 parallel admissions and discharges', { timeout: 120_000 }, async () => {
    const { deps, centre } = await begin(await open())
    const akimat = await actorNamed(deps, 'akimat')
    valueOrThrow(await saveProvider(deps, akimat, { ...provider, placesAdult: '30', placesChild: '20' }))
    const there = []
    for (let at = 0; at < 25; at += 1) there.push(await admitFamily(deps, centre, at % 2))
    const waiting = []
    for (let at = 0; at < 25; at += 1) waiting.push(await openFamily(deps, centre, at % 2))
    const later = { ...deps, now: now.add({ minutes: 5 }) }
    const outcomes = await Promise.all([
      ...there.map(({ id }) => dischargeClient(later, centre, { ...leaving, id })),
      ...waiting.map(family => admitClient(later, centre, family)),
    ])
    const admitted = outcomes.slice(25).flatMap((each, at) => (each.ok ? [at] : []))
    expect(outcomes.slice(0, 25).every(each => each.ok)).toBe(true)
    for (const each of outcomes.slice(25)) {
      if (!each.ok) expect(each.faults.every(fault => fault.code.startsWith('no_place_'))).toBe(true)
    }
    const children = admitted.filter(at => at % 2 === 1).length
    const board = await bedsAt(deps, tirek)
    expect(board.adult).toEqual([admitted.length, 0, 30 - admitted.length])
    expect(board.child).toEqual([children, 0, 20 - children])
    expect(admitted.length).toBeGreaterThan(0)
  })

  test('a kept place is let go, and is not kept twice', async () => {
    const { deps, centre } = await begin(await open())
    const { id } = await openFamily(deps, centre)
    valueOrThrow(await keepBed(deps, centre, { id, adults: 1, children: 2 }))
    expect(await keepBed(deps, centre, { id, adults: 1, children: 0 })).toMatchObject({
      faults: [{ code: 'place_held' }],
    })
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 1, 3], child: [0, 2, 4] })
    valueOrThrow(await releaseBed(deps, centre, { id }))
    expect(await releaseBed(deps, centre, { id })).toMatchObject({ faults: [{ code: 'no_reservation' }] })
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 0, 4], child: [0, 0, 6] })
  })

  test('«not reached» needs three attempts on different days and hours', async () => {
    const { deps, centre } = await begin(await open())
    const { id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral, false)
    const tried = { id, channel: 'call', result: 'no_answer', note: '' } as const
    const later = { ...deps, now: now.add({ hours: 96 }) }
    const refused = { faults: [{ code: 'attempts_missing', details: { needed: 3 } }] }
    for (const triedAt of ['2026-11-20T10:30', '2026-11-20T12:30', '2026-11-21T10:45']) {
      valueOrThrow(await recordAttempt(later, centre, { ...tried, triedAt }))
      expect(await closeClient(later, centre, { id, reason: 'not_reached' })).toMatchObject(refused)
    }
    expect(await recordAttempt(later, centre, { ...tried, triedAt: '2027-01-01T10:00' })).toMatchObject({
      faults: [{ code: 'in_future' }],
    })
    valueOrThrow(await recordAttempt(later, centre, { ...tried, triedAt: '2026-11-22T19:00' }))
    valueOrThrow(await closeClient(later, centre, { id, reason: 'not_reached' }))
    expect(await findClient(deps.db.read, id)).toMatchObject({ state: 'closed', first_contact_at: null })
  })

  test('a safety plan grows by versions and ends the measure of the case without telling what it says', async () => {
    const { deps, centre } = await begin(await open())
    const { caseId, id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    const due = async () => (await listCaseMeasures(deps.db.read, caseId)).find(each => each.code === 'safety_plan')
    expect(await due()).toMatchObject({ state: 'due' })
    valueOrThrow(await saveSafetyPlan(deps, centre, { id, from: 0, plan }))
    expect(await due()).toMatchObject({ state: 'done', sealed_note: null })
    expect(await saveSafetyPlan(deps, centre, { id, from: 0, plan })).toMatchObject({
      faults: [{ code: 'changed_meanwhile' }],
    })
    valueOrThrow(await saveSafetyPlan(deps, centre, { id, from: 1, plan: { ...plan, bag: 'кілт' } }))
    const versions = await listSafetyPlans(deps.db.read, id)
    expect(versions.map(one => one.version)).toEqual([2, 1])
    const client = await findClient(deps.db.read, id)
    const opened = await Promise.all(versions.map(row => openSafetyPlan(deps.db, client?.key_id ?? '', row)))
    expect(opened.map(one => one.bag)).toEqual(['кілт', 'жоспар bag'])
  })

  test('services are given to each person, goals are met or dropped once', async () => {
    const { deps, centre } = await begin(await open())
    const { id, people } = await openFamily(deps, centre, 1)
    const service = { id, personId: people[1] ?? '', code: 'psychologist', givenOn: '2026-11-20', note: '' }
    valueOrThrow(await recordService(deps, centre, service))
    for (const change of [{ personId: 'nobody' }, { code: 'magic' }, { givenOn: '2026-11-21' }]) {
      expect(await recordService(deps, centre, { ...service, ...change })).toMatchObject({ ok: false })
    }
    valueOrThrow(await setGoal(deps, centre, { id, text: 'Құжат алу', who: 'заңгер', dueOn: '2026-12-01' }))
    const [goal] = await listGoals(deps.db.read, id)
    valueOrThrow(await settleGoal(deps, centre, { id: goal?.id ?? '', state: 'met' }))
    expect(await settleGoal(deps, centre, { id: goal?.id ?? '', state: 'dropped' })).toMatchObject({
      faults: [{ code: 'already_settled' }],
    })
  })

  test('a centre that lost its licence hands over its files one by one with consent, its notes stay', async () => {
    const { deps, centre } = await begin(await open())
    const { id } = await admitFamily(deps, centre, 1)
    valueOrThrow(await writeNote(deps, centre, { id, note: 'Тек бізге' }))
    const later = { ...deps, now: now.add({ hours: 1 }) }
    expect(await handOverClient(later, centre, { id, toId: umit, consented: false })).toMatchObject({
      faults: [{ code: 'consent_missing' }],
    })
    expect(await handOverClient(later, centre, { id, toId: tirek, consented: true })).toMatchObject({
      faults: [{ code: 'unknown_organisation' }],
    })
    valueOrThrow(await handOverClient(later, centre, { id, toId: umit, consented: true }))
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 0, 4], child: [0, 0, 6] })
    expect(await bedsAt(deps, umit)).toEqual({ adult: [0, 1, 5], child: [0, 1, 9] })
    expect(await listNotes(deps.db.read, tirek, id)).toHaveLength(1)
    expect(await listNotes(deps.db.read, umit, id)).toEqual([])
    expect(await writeNote(later, centre, { id, note: 'Кеш' })).toMatchObject({ faults: [{ code: 'not_found' }] })
    const second = await actorNamed(deps, 'centre2')
    const people = (await listClientPeople(deps.db.read, id)).map(one => one.id)
    valueOrThrow(await admitClient(later, second, { id, people }))
    expect(await bedsAt(deps, umit)).toEqual({ adult: [1, 0, 5], child: [1, 0, 9] })
  })

  test('a file is not handed to a centre that takes no child of that age, and goes to it once it does', async () => {
    const { deps, centre } = await begin(await open())
    const { id } = await openFamily(deps, centre, 1)
    valueOrThrow(await addClientPerson(deps, centre, { id, name: 'Аружан', born_on: '2012-11-20', note: '' }))
    const takeUpTo = (child_age_to: number) =>
      deps.db.write.updateTable('provider').set({ child_age_to }).where('id', '=', umit).execute()
    const handOver = () => handOverClient(deps, centre, { id, toId: umit, consented: true })
    await takeUpTo(13)
    expect(await handOver()).toEqual({ ok: false, faults: [{ code: 'outside_profile_children', at: 'to' }] })
    expect(await findClient(deps.db.read, id)).toMatchObject({ organisation_id: tirek })
    await takeUpTo(14)
    valueOrThrow(await handOver())
    expect(await findClient(deps.db.read, id)).toMatchObject({ organisation_id: umit })
  })

  test('after a sitting she is told, and what she says of it is kept; the task is done by it', async () => {
    const { deps, centre } = await begin(await open())
    const { caseId, id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    const told = { id, told: 'Комиссия не шешті', said: 'Келісемін' }
    expect(await recordFeedback(deps, centre, told)).toMatchObject({ faults: [{ code: 'already_recorded' }] })
    const [model] = await listCaseMeasures(deps.db.read, caseId)
    if (!model) throw new Error('the case has no measure')
    await insertMeasures(deps.db.write, [
      { ...model, id: 'feedback-measure-01', code: 'victim_feedback', state: 'due' },
    ])
    expect(await recordFeedback(deps, centre, { ...told, said: '' })).toMatchObject({ faults: [{ code: 'required' }] })
    valueOrThrow(await recordFeedback(deps, centre, told))
    expect(await listFeedback(deps.db.read, id)).toHaveLength(1)
    const done = (await listCaseMeasures(deps.db.read, caseId)).find(each => each.code === 'victim_feedback')
    expect(done?.state).toBe('done')
  })

  test('once she withdraws her consent the centre learns of no sitting, and the inspector is to tell her', async () => {
    const { deps, centre } = await begin(await open())
    const { caseId, id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    await takeInOrThrow(deps, centre, id)
    const [model] = await listCaseMeasures(deps.db.read, caseId)
    if (!model) throw new Error('the case has no measure')
    const feedback = { ...model, id: 'feedback-measure-02', code: 'victim_feedback', state: 'due' }
    await insertMeasures(deps.db.write, [feedback])
    await placeFeedback(deps.db.write, caseId, now)
    const openOf = async () => {
      const items = await listCaseWork(deps.db.read, caseId)
      return items.filter(one => one.source_id === feedback.id).map(one => [one.kind, one.organisation_id, one.code])
    }
    expect(await openOf()).toEqual([['feedback', tirek, id]])
    valueOrThrow(await withdrawConsent(deps, centre, { id: referral }))
    expect(await openOf()).toEqual([['measure', null, 'victim_feedback']])
    expect(await recordFeedback(deps, centre, { id, told: 'Шешім', said: 'Жоқ' })).toMatchObject({
      faults: [{ code: 'already_recorded' }],
    })
  })

  test('a decision against her word that runs out ends like a withdrawal: the telling goes back, the officer is told', async () => {
    const { deps, centre } = await begin(await open())
    const inspector = await actorNamed(deps, 'inspector')
    const { caseId } = await openStory(deps, inspector, withChildren)
    await overrideUntil(deps, caseId, '2026-11-21')
    const referral = valueOrThrow(await refer(deps, inspector, caseId, { ground: 'override' })).id
    const id = await acceptOrThrow(deps, centre, referral)
    const [model] = await listCaseMeasures(deps.db.read, caseId)
    if (!model) throw new Error('the case has no measure')
    const feedback = { ...model, id: 'feedback-measure-03', code: 'victim_feedback', state: 'due' }
    await insertMeasures(deps.db.write, [feedback])
    await placeFeedback(deps.db.write, caseId, now)
    const after = (moment: string) => ({ ...deps, now: Temporal.Instant.from(moment) })
    expect(await lapseSharing(after('2026-11-21T18:59:59.998Z'))).toEqual({ lapsed: 0 })
    expect(await lapseSharing(after('2026-11-21T18:59:59.999Z'))).toEqual({ lapsed: 1 })
    expect(await lapseSharing(after('2026-11-22T00:00:00Z'))).toEqual({ lapsed: 0 })
    const ended = { state: 'accepted', sharing_ended_at: '2026-11-21T18:59:59.999Z' }
    expect(await findReferral(deps.db.read, referral)).toMatchObject(ended)
    expect(await findClient(deps.db.read, id)).toMatchObject({ state: 'closed' })
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [0, 0, 4], child: [0, 0, 6] })
    const work = await listCaseWork(deps.db.read, caseId)
    expect(work.filter(one => one.desk.startsWith('centre'))).toEqual([])
    expect(work.find(one => one.source_id === feedback.id)).toMatchObject({ kind: 'measure', code: 'victim_feedback' })
    const told = work.find(one => one.kind === 'sharing')
    expect(told).toMatchObject({ desk: inspector.id, source_id: referral, due_at: '2026-11-23T18:59:59.999Z' })
    valueOrThrow(await seeWork(after('2026-11-22T04:00:00Z'), inspector, told?.id ?? ''))
    expect((await listCaseWork(deps.db.read, caseId)).map(one => one.kind)).not.toContain('sharing')
  })

  test('a decision that runs out ends nothing while her own consent stands', async () => {
    const { deps, centre } = await begin(await open())
    const { caseId, id: referral, inspector } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    await overrideUntil(deps, caseId, '2026-11-21')
    const later = { ...deps, now: now.add({ hours: 48 }) }
    expect(await lapseSharing(later)).toEqual({ lapsed: 0 })
    valueOrThrow(await recordConsent(later, inspector, { caseId, agency: 'crisis_centre', state: 'withdrawn' }))
    expect(await findReferral(deps.db.read, referral)).toMatchObject({ sharing_ended_at: toStamp(later.now) })
    expect(await findClient(deps.db.read, id)).toMatchObject({ state: 'closed' })
  })

  test('places that were kept for somebody who has not come are free after 48 hours, and she is sought', async () => {
    const { deps, centre } = await begin(await open())
    const { id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    valueOrThrow(await recordAttempt(deps, centre, { id, triedAt: '', channel: 'sms', result: 'reached', note: '' }))
    const there = await admitFamily(deps, centre, 0)
    const after = (hours: number) => ({ ...deps, now: now.add({ hours }) })
    expect(await lapseReservations(after(48))).toEqual({ lapsed: 0 })
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [1, 1, 2], child: [0, 2, 4] })
    expect(await lapseReservations(after(49))).toEqual({ lapsed: 1 })
    expect(await lapseReservations(after(49))).toEqual({ lapsed: 0 })
    expect(await bedsAt(deps, tirek)).toEqual({ adult: [1, 0, 3], child: [0, 0, 6] })
    expect(await findWorkItem(deps.db.read, workItemId('contact', id))).toMatchObject({ state: 'open' })
    expect((await listStays(deps.db.read, there.id)).map(one => one.state)).toEqual(['present'])
  })

  test('whoever has handed a file on reads no longer what was sent with it', async () => {
    const { deps, centre } = await begin(await open())
    const { id: referral } = await openReferred(deps)
    const id = await acceptOrThrow(deps, centre, referral)
    const wanted = { id: referral, action: 'referral.view', tier: 3 } as const
    expect(await reachReferral(deps, deps.db.read, centre, wanted)).toMatchObject({ ok: true })
    valueOrThrow(await handOverClient(deps, centre, { id, toId: umit, consented: true }))
    expect(await reachReferral(deps, deps.db.read, centre, wanted)).toMatchObject({ faults: [{ code: 'refused' }] })
    const inspector = await actorNamed(deps, 'inspector')
    expect(await reachReferral(deps, deps.db.read, inspector, wanted)).toMatchObject({ ok: true })
  })

  test('a stay of somebody who came by herself stands on no board of the police, however late', async () => {
    const { deps, centre } = await begin(await open())
    await admitFamily(deps, centre, 1)
    const at = (hours: number) => toStamp(now.add({ hours }))
    const bounds = {
      now: at(7 * 31 * 24),
      redBefore: at(7 * 31 * 24),
      dayAgo: at(7 * 31 * 24 - 24),
      threeDaysAgo: at(7 * 31 * 24 - 72),
    }
    for (const name of ['head', 'department']) {
      const scope = scopeOf(await actorNamed(deps, name), 'board.view')
      expect(await countLate(deps.db.read, scope, bounds), name).toEqual([])
    }
  })

  test('files of an organisation that nobody works for are handed on by the coordinator, who reads none', async () => {
    const { deps, centre } = await begin(await open())
    const { id } = await admitFamily(deps, centre, 1)
    const akimat = await actorNamed(deps, 'akimat')
    const wish = { id, toId: umit, consented: true }
    expect(await handOverClient(deps, akimat, wish)).toMatchObject({ faults: [{ code: 'not_found' }] })
    const gone = deps.db.write.updateTable('account').set({ active: 0 }).where('organisation_id', '=', tirek)
    await gone.execute()
    const inspector = await actorNamed(deps, 'inspector')
    expect(await handOverClient(deps, inspector, wish)).toMatchObject({ faults: [{ code: 'refused' }] })
    const far = { ...akimat, region: '10' }
    expect(await handOverClient(deps, far, wish)).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await handOverClient(deps, akimat, { ...wish, consented: false })).toMatchObject({
      faults: [{ code: 'consent_missing' }],
    })
    valueOrThrow(await handOverClient(deps, akimat, wish))
    expect(await bedsAt(deps, umit)).toEqual({ adult: [0, 1, 5], child: [0, 1, 9] })
    const item = await findWorkItem(deps.db.read, workItemId('contact', id))
    expect(item).toMatchObject({ state: 'open', organisation_id: umit })
    expect(await writeNote(deps, akimat, { id, note: 'x' })).toMatchObject({ faults: [{ code: 'refused' }] })
  })

  test('another organisation reaches nothing of a file', async () => {
    const { deps, centre } = await begin(await open())
    const { id, people } = await openFamily(deps, centre)
    const second = await actorNamed(deps, 'centre2')
    const unreachable = { faults: [{ code: 'not_found' }] }
    expect(await admitClient(deps, second, { id, people })).toMatchObject(unreachable)
    expect(await writeNote(deps, second, { id, note: 'x' })).toMatchObject(unreachable)
    expect(await saveSafetyPlan(deps, second, { id, from: 0, plan })).toMatchObject(unreachable)
    expect(await tellSafety(deps, centre, { id, safety: 'x' })).toMatchObject({ faults: [{ code: 'no_case_known' }] })
    for (const name of ['inspector', 'head', 'akimat', 'secretary']) {
      const other = await actorNamed(deps, name)
      expect(await writeNote(deps, other, { id, note: 'x' })).toMatchObject({ faults: [{ code: 'refused' }] })
      expect(await openClient(deps, other, identity)).toMatchObject({ faults: [{ code: 'refused' }] })
    }
  })

  test('a file is given to a worker of the same organisation only', async () => {
    const { deps, centre } = await begin(await open())
    const { id } = await openFamily(deps, centre)
    valueOrThrow(await assignWorker(deps, centre, { id, workerId: 'demo-account-centre_supervisor' }))
    expect(await assignWorker(deps, centre, { id, workerId: 'demo-account-centre2' })).toMatchObject({
      faults: [{ code: 'unknown_account' }],
    })
  })

  test('where a shelter stands is sealed, and read by those who are named', async () => {
    const { deps, centre } = await begin(await open())
    const supervisor = await actorNamed(deps, 'centre_supervisor')
    expect(await recordLocation(deps, centre, { location: 'x' })).toMatchObject({ faults: [{ code: 'refused' }] })
    valueOrThrow(await recordLocation(deps, supervisor, { location: 'Учебный тупик, 3' }))
    expect(await openLocation(deps.db, tirek)).toBe('Учебный тупик, 3')
    expect(JSON.stringify(await deps.db.read.selectFrom('provider').selectAll().execute())).not.toContain('тупик')
    for (const name of ['inspector', 'head', 'duty', 'department', 'centre2', 'secretary']) {
      const accountId = `demo-account-${name}`
      expect(await nameShelterReader(deps, supervisor, { accountId })).toMatchObject({
        faults: [{ code: 'unknown_account' }],
      })
    }
    const accountId = 'demo-account-centre'
    valueOrThrow(await nameShelterReader(deps, supervisor, { accountId }))
    expect((await listShelterReaders(deps.db.read, tirek)).map(row => row.account_id)).toEqual([accountId])
    valueOrThrow(await removeShelterReader(deps, supervisor, { accountId }))
    expect(await listShelterReaders(deps.db.read, tirek)).toEqual([])
  })

  describe('bad input', () => {
    test('leaves no file, no sheet and no person behind', async () => {
      const { deps, centre } = await begin(await open())
      for (const [change, code] of [
        [{ surname: '', given_name: '' }, 'name_missing'],
        [{ born_on: '31.12.1990' }, 'invalid_date'],
        [{ phone: 'нет' }, 'invalid_phone'],
        [{ hours: 'ж'.repeat(500_000) }, 'too_long'],
        [{ surname: '\uD800' }, 'lone_surrogate'],
      ] as const) {
        expect(await openClient(deps, centre, { ...identity, ...change })).toMatchObject({ faults: [{ code }] })
      }
      const { id } = valueOrThrow(await openClient(deps, centre, identity))
      const sheet = { needs: '', documents: '' }
      expect(await takeIn(deps, centre, { id, identity, criteria: [], sheet })).toMatchObject({
        faults: [{ code: 'criterion_missing' }],
      })
      const child = { id, name: 'Бала', born_on: '2027-01-01', note: '' }
      expect(await addClientPerson(deps, centre, child)).toMatchObject({ faults: [{ code: 'in_future' }] })
      expect(await addClientPerson(deps, centre, { ...child, name: '' })).toMatchObject({ ok: false })
      expect(await listClientPeople(deps.db.read, id)).toEqual([])
    })
  })
})

const provider = {
  id: tirek,
  ownerType: 'ngo',
  accepts: ['women'],
  licenceNumber: 'ЛЦ-1',
  licenceFrom: '2025-01-01',
  licenceTo: '',
  childAgeTo: '17',
  placesAdult: '4',
  placesChild: '6',
  hours: '24/7',
  contact: '+7 700 000 01 01',
  posts: '2',
  clientsPerPost: '20',
  referralsPerPost: '100',
}
