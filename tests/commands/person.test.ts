import { expect, test } from 'vitest'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { decideMatch } from '../../src/commands/person/decide-match.ts'
import { findCandidates } from '../../src/commands/person/find-candidates.ts'
import { mergePeople } from '../../src/commands/person/merge-people.ts'
import { nameLocationReader } from '../../src/commands/person/name-location-reader.ts'
import { reachPerson } from '../../src/commands/person/reach-person.ts'
import { recordAddress } from '../../src/commands/person/record-address.ts'
import { recordAlias } from '../../src/commands/person/record-alias.ts'
import { recordPhone } from '../../src/commands/person/record-phone.ts'
import { unmergePeople } from '../../src/commands/person/unmerge-people.ts'
import type { Profile } from '../../src/domain/person/person.ts'
import type { Database } from '../../src/storage/database.ts'
import { findAssessment } from '../../src/storage/assessment-store.ts'
import { indexPeople } from '../../src/storage/index-people.ts'
import { eachEngine } from '../support/database.ts'
import { submitInProcess } from '../support/submit-process.ts'
import { asel, depsOf, elsewhere, head, inspector, marat, submit, submitOrThrow, type Told } from './submission.ts'

const caseOf = (db: Database, id: string) =>
  db.read.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const countOf = async (db: Database, table: 'case_file' | 'person' | 'incident' | 'interview') =>
  (await db.read.selectFrom(table).select('id').execute()).length
const same = (id: string) => ({ same: id, notSame: [], iinReason: '' })
const profile = (told: Told, phones: string[] = []): Profile => ({
  names: [told],
  birthDates: told.born_on ? [told.born_on] : [],
  iins: told.iin ? [told.iin] : [],
  phones,
  sex: told.sex,
})

/** Each of the two has a further case with somebody else. */
async function pairWithOthers(deps: CommandDeps, victimId: string, perpetratorId: string): Promise<void> {
  const dana = { ...asel, surname: 'Петрова', given_name: 'Дана', patronymic: '', born_on: '1993-04-11' }
  const erlan = { ...marat, surname: 'Смағұлов', given_name: 'Ерлан', born_on: '1979-01-30' }
  await submitOrThrow(deps, inspector, [asel, erlan], { victim: same(victimId) })
  await submitOrThrow(deps, inspector, [dana, marat], { perpetrator: same(perpetratorId) })
}

eachEngine((_engine, open) => {
  test('a second call under another spelling finds the first case and adds its incident to it', async () => {
    const deps = depsOf(await open())
    const first = await submitOrThrow(deps, inspector, [asel, marat])
    const { victim_id, perpetrator_id } = await caseOf(deps.db, first.caseId)
    const again: [Told, Told] = [
      { ...asel, surname: 'Kassymova', given_name: 'Assel', patronymic: '' },
      { ...marat, surname: 'Касымов' },
    ]
    expect(await submit(deps, inspector, again)).toMatchObject({
      faults: [
        { code: 'match_undecided', at: 'victim' },
        { code: 'match_undecided', at: 'perpetrator' },
      ],
    })
    const people = { victim: same(victim_id), perpetrator: same(perpetrator_id) }
    const second = await submitOrThrow(deps, inspector, again, people)
    expect(second.caseId).toBe(first.caseId)
    expect([await countOf(deps.db, 'case_file'), await countOf(deps.db, 'person')]).toEqual([1, 2])
    expect(await countOf(deps.db, 'incident')).toBe(2)
    const row = await deps.db.read
      .selectFrom('assessment')
      .select('result')
      .where('id', '=', second.assessmentId)
      .execute()
    expect(JSON.parse(row[0]?.result ?? '')).toMatchObject({
      facts: { incidents_12_months: 2, repeat_within_window: true },
    })
    const listed = await deps.db.read.selectFrom('agenda_item').selectAll().execute()
    expect(listed).toHaveLength(1)
    const { matches } = await findCandidates(deps, inspector, profile({ ...again[0], born_on: '' }))
    expect(matches.map(match => match.id)).toEqual([victim_id])
  })

  test.each([
    ['2027-11-20T18:59:59.999Z', { incidents_12_months: 2, repeat_within_window: true }],
    ['2027-11-20T19:00:00.000Z', { incidents_12_months: 1, repeat_within_window: false }],
  ])('a second call at %s is judged by the local day, twelve months after', async (at, facts) => {
    const deps = depsOf(await open())
    const first = await submitOrThrow(deps, inspector, [asel, marat])
    const { victim_id, perpetrator_id } = await caseOf(deps.db, first.caseId)
    const people = { victim: same(victim_id), perpetrator: same(perpetrator_id) }
    const later = { ...deps, now: Temporal.Instant.from(at) }
    const second = await submitOrThrow(later, inspector, [asel, marat], people)
    expect(second.caseId).toBe(first.caseId)
    expect((await findAssessment(deps.db.read, second.assessmentId))?.facts).toMatchObject(facts)
  })

  test('a pair whose case has gone beyond reach gets another, which knows of the incidents of the first', async () => {
    const deps = depsOf(await open())
    const first = await submitOrThrow(deps, inspector, [asel, marat])
    const { victim_id, perpetrator_id } = await caseOf(deps.db, first.caseId)
    await pairWithOthers(deps, victim_id, perpetrator_id)
    const moved = { region: elsewhere.region, district: elsewhere.district ?? '' }
    await deps.db.write.updateTable('case_file').set(moved).where('id', '=', first.caseId).execute()
    const people = { victim: same(victim_id), perpetrator: same(perpetrator_id) }
    const second = await submitOrThrow(deps, inspector, [asel, marat], people)
    expect(second.caseId).not.toBe(first.caseId)
    expect(await findAssessment(deps.db.read, second.assessmentId)).toMatchObject({
      kind: 'first',
      facts: { incidents_12_months: 2, repeat_within_window: true },
    })
  })

  test('whoever is said to be somebody else gets a record of their own, and is not offered again', async () => {
    const deps = depsOf(await open())
    const first = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const people = {
      victim: { same: null, notSame: [first.victim_id], iinReason: '' },
      perpetrator: { same: null, notSame: [first.perpetrator_id], iinReason: '' },
    }
    const second = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat], people)).caseId)
    expect(second.id).not.toBe(first.id)
    const { matches } = await findCandidates(deps, inspector, profile(asel), [second.victim_id])
    expect(matches).toEqual([])
    const actions = await deps.db.read
      .selectFrom('audit_entry')
      .select('action')
      .where('action', '=', 'match.decided')
      .execute()
    expect(actions).toHaveLength(2)
  })

  test('a match in another district shows the district and nothing else, and its record is not taken', async () => {
    const deps = depsOf(await open())
    const first = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const { matches } = await findCandidates(deps, elsewhere, profile(asel))
    expect(matches).toMatchObject([{ id: first.victim_id, person: null, districts: ['751010000'], caseNumbers: [] }])
    const people = { victim: same(first.victim_id), perpetrator: same(first.perpetrator_id) }
    const second = await caseOf(deps.db, (await submitOrThrow(deps, elsewhere, [asel, marat], people)).caseId)
    expect(second.victim_id).not.toBe(first.victim_id)
    const decisions = await deps.db.read.selectFrom('person_decision').select('decision').execute()
    expect(decisions).toEqual([{ decision: 'same' }, { decision: 'same' }])
  })

  test('the people of an excluded case are nobody’s candidates, and what is told of them is attached unseen', async () => {
    const deps = depsOf(await open())
    const first = await submitOrThrow(deps, inspector, [asel, marat])
    const shutOut = { ...inspector, excluded: [first.caseId] }
    expect((await findCandidates(deps, shutOut, profile(asel))).matches).toEqual([])
    expect((await submitOrThrow(deps, shutOut, [asel, marat])).caseId).toBe(first.caseId)
  })

  test('a number that does not fit is kept with a reason only', async () => {
    const deps = depsOf(await open())
    const wrong = { ...asel, iin: '900305499019' }
    expect(await submit(deps, inspector, [wrong, marat])).toMatchObject({
      faults: [{ code: 'iin_doubtful', at: 'victim' }],
    })
    const victim = { same: null, notSame: [], iinReason: 'so it stands in her card' }
    await submitOrThrow(deps, inspector, [wrong, marat], { victim })
    const kept = await deps.db.read.selectFrom('iin_exception').selectAll().execute()
    expect(kept).toHaveLength(1)
    expect(kept[0]?.sealed_reason).not.toContain('card')
  })

  test('one number told at the same second in two processes makes one person, not two', async () => {
    const db = await open()
    const numbered = { ...asel, iin: '900305499013', born_on: '', sex: '' }
    const stranger = { ...numbered, surname: 'Петрова', given_name: 'Ольга', patronymic: '' }
    const outcomes = await submitInProcess(db.place, [
      { actor: inspector, pair: [numbered, marat] },
      { actor: elsewhere, pair: [stranger, { ...marat, given_name: 'Ерлан', born_on: '' }] },
    ])
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1)
    expect(outcomes.find(outcome => !outcome.ok)).toMatchObject({ faults: [{ code: 'match_undecided', at: 'victim' }] })
    expect([await countOf(db, 'case_file'), await countOf(db, 'person')]).toEqual([1, 2])
  })

  test('that two people are the sides of a case is told to no head who does not reach that case', async () => {
    const deps = depsOf(await open())
    const first = await submitOrThrow(deps, inspector, [asel, marat])
    const { victim_id, perpetrator_id } = await caseOf(deps.db, first.caseId)
    await pairWithOthers(deps, victim_id, perpetrator_id)
    const input = { keptId: victim_id, mergedId: perpetrator_id, reason: 'one face in two passports' }
    expect(await mergePeople(deps, head, input)).toMatchObject({ faults: [{ code: 'same_person' }] })
    const shutOut = { ...head, excluded: [first.caseId] }
    const nobody = { ...input, mergedId: 'nobody' }
    expect(await mergePeople(deps, shutOut, input)).toEqual(await mergePeople(deps, shutOut, nobody))
  })

  test('two records are merged by the head, and undoing leaves both as they were', async () => {
    const deps = depsOf(await open())
    const one = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const maiden = { ...asel, surname: 'Петрова', born_on: '', patronymic: '' }
    const two = await caseOf(
      deps.db,
      (await submitOrThrow(deps, inspector, [maiden, { ...marat, given_name: 'Ерлан' }])).caseId,
    )
    const before = await deps.db.read.selectFrom('person').selectAll().orderBy('id').execute()
    const input = { keptId: one.victim_id, mergedId: two.victim_id, reason: 'her passport shows both names' }
    expect(await mergePeople(deps, inspector, input)).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await mergePeople(deps, head, { ...input, mergedId: one.perpetrator_id })).toMatchObject({
      faults: [{ code: 'same_person' }],
    })
    expect(await mergePeople(deps, head, input)).toMatchObject({ ok: true })
    const wanted = { id: two.victim_id, action: 'person.view', tier: 3 } as const
    const reached = await reachPerson(deps, deps.db.read, inspector, wanted)
    expect(reached.ok && [reached.value.standing.id, reached.value.cases.length]).toEqual([one.victim_id, 2])
    expect(await mergePeople(deps, head, input)).toMatchObject({ faults: [{ code: 'same_record' }] })
    const merge = await deps.db.read.selectFrom('person_merge').select('id').executeTakeFirstOrThrow()
    const undo = { mergeId: merge.id, reason: 'the passport was her sister’s' }
    expect(await unmergePeople(deps, head, undo)).toMatchObject({ ok: true })
    expect(await unmergePeople(deps, head, undo)).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await deps.db.read.selectFrom('person').selectAll().orderBy('id').execute()).toEqual(before)
    expect(await deps.db.read.selectFrom('person_merge').select('action').orderBy('id').execute()).toEqual([
      { action: 'merged' },
      { action: 'undone' },
    ])
  })

  test('a person is found by an alias and a phone from the moment they are recorded', async () => {
    const deps = depsOf(await open())
    const one = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const alias = {
      personId: one.victim_id,
      kind: 'maiden_name',
      surname: 'Оразбаева',
      given_name: '',
      patronymic: '',
      born_on: '',
      iin: '',
    } as const
    expect(await recordAlias(deps, inspector, alias)).toMatchObject({ ok: true })
    const phone = {
      personId: one.victim_id,
      number: '8 (705) 111-22-33',
      safety: 'unsafe',
      hours: '',
      who_hears: 'he',
    } as const
    expect(await recordPhone(deps, inspector, phone)).toMatchObject({ ok: true })
    const maiden = profile({ ...asel, surname: 'Оразбаева', patronymic: '', born_on: '' })
    expect((await findCandidates(deps, inspector, maiden)).matches[0]?.id).toBe(one.victim_id)
    const byPhone = profile({ ...marat, surname: '', given_name: '', sex: '', born_on: '' }, ['+77051112233'])
    expect((await findCandidates(deps, inspector, byPhone)).matches[0]?.reasons).toEqual(['same_phone'])
    expect(await recordAlias(deps, elsewhere, alias)).toMatchObject({ faults: [{ code: 'not_found' }] })
  })

  test.each([
    ['bidi_control', 'Аб\u202eай 10'],
    ['control_character', 'Абай\u0000 10'],
    ['lone_surrogate', 'Абай \ud800'],
    ['too_long', 'я'.repeat(1_000_000)],
  ])('%s in an address is a clear fault and nothing is stored', async (code, text) => {
    const deps = depsOf(await open())
    const one = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const entered = await recordAddress(deps, inspector, { personId: one.victim_id, text, from_on: '', note: '' })
    expect(entered).toMatchObject({ faults: [{ code, at: 'text' }] })
    expect(await deps.db.read.selectFrom('person_address').selectAll().execute()).toEqual([])
  })

  test('only the head names who may see where she is, and only from the own district', async () => {
    const deps = depsOf(await open())
    const { caseId } = await submitOrThrow(deps, inspector, [asel, marat])
    const input = { caseId, accountId: 'nobody' }
    expect(await nameLocationReader(deps, inspector, input)).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await nameLocationReader(deps, { ...elsewhere, role: 'head' }, input)).toMatchObject({
      faults: [{ code: 'not_found' }],
    })
    expect(await nameLocationReader(deps, head, input)).toMatchObject({ faults: [{ code: 'unknown_account' }] })
  })

  test('a decision about two stored people needs reach to one of them', async () => {
    const deps = depsOf(await open())
    const one = await caseOf(deps.db, (await submitOrThrow(deps, inspector, [asel, marat])).caseId)
    const input = { personId: one.victim_id, otherId: one.perpetrator_id, decision: 'different' } as const
    expect(await decideMatch(deps, elsewhere, input)).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await decideMatch(deps, inspector, { ...input, otherId: one.victim_id })).toMatchObject({
      faults: [{ code: 'same_record' }],
    })
    expect(await decideMatch(deps, inspector, input)).toMatchObject({ ok: true })
  })

  test('people stored before the index are found once it is filled', async () => {
    const deps = depsOf(await open())
    await submitOrThrow(deps, inspector, [asel, marat])
    await deps.db.write.deleteFrom('person_index').execute()
    await deps.db.write.updateTable('person').set({ indexed: 0 }).execute()
    expect((await findCandidates(deps, inspector, profile(asel))).matches).toEqual([])
    expect(await indexPeople(deps.db)).toBe(2)
    expect((await findCandidates(deps, inspector, profile(asel))).matches).toHaveLength(1)
  })
})
