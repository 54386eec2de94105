import { expect, test } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { recordMeasure } from '../../src/commands/measure/record-measure.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { scopeOf } from '../../src/domain/access/scope.ts'
import { listQueue } from '../../src/storage/agenda-store.ts'
import { findAssessment, openAssessment } from '../../src/storage/assessment-store.ts'
import { findCase, listCases } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { closeInterview, findInterview, openAnswers } from '../../src/storage/interview-store.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { findPerson, openPerson } from '../../src/storage/person-store.ts'
import { eachEngine } from '../support/database.ts'
import { smallQuestionnaires } from './definitions.ts'

const page = { limit: 10, offset: 0 }
const place = { region: '750000000', district: '751010000', organisation: 'police', excluded: [] }
const inspector: Actor = { id: 'officer-1', role: 'inspector', ...place }
const secretary: Actor = { id: 'secretary-1', role: 'secretary', ...place }
const submission = { priorCategory: 'medium', concern: 'I fear for her life after tonight' } as const

const person = (surname: string, sex: string) => ({
  value: { surname, given_name: 'A', patronymic: '', born_on: '1990-01-01', iin: '', sex },
  source: 'her_words',
})
const said = (value: string) => ({ value, source: 'her_words' })
const pair = { victim: person('One', 'female'), perpetrator: person('Two', 'male'), relationship: said('spouse') }

let ids = 0
function depsOf(db: Database, now = '2026-11-20T10:00:00.000Z'): CommandDeps {
  const calendar = { zone: 'Asia/Almaty', holidays: new Set<string>(), workingWeekendDays: new Set<string>() }
  const newId = () => `id-${String((ids += 1)).padStart(16, '0')}`
  return { db, questionnaires: smallQuestionnaires, calendar, now: Temporal.Instant.from(now), newId }
}

async function draft(deps: CommandDeps, answers: Record<string, unknown>): Promise<string> {
  const started = await startInterview(deps, inspector)
  if (!started.ok) throw new Error('not started')
  for (const [item, raw] of Object.entries(answers)) {
    expect(await saveAnswer(deps, inspector, started.value.id, item, raw)).toMatchObject({ ok: true })
  }
  return started.value.id
}

async function countRows(
  db: Database,
  table: 'case_file' | 'person' | 'assessment' | 'agenda_item' | 'interview_answer',
) {
  return (await db.read.selectFrom(table).selectAll().execute()).length
}

eachEngine((_engine, open) => {
  test('a high interview becomes a case with its measure and its place in the queue, all at once', async () => {
    const deps = depsOf(await open())
    const { db } = deps
    const interviewId = await draft(deps, { ...pair, weapon: said('yes'), weapon_kind: said('knife') })
    const done = await submitAssessment(deps, inspector, { interviewId, ...submission })
    if (!done.ok) throw new Error(JSON.stringify(done.faults))
    const one = await findCase(db.read, done.value.caseId, '2026-11-20T10:00:00.000Z')
    expect(one).toMatchObject({ category: 'high', provisional: 0, listed: true })
    expect(one?.number).toMatch(/^7510-2026-\d{5}$/)
    const victim = await findPerson(db.read, one?.victim_id ?? '')
    expect(victim && (await openPerson(db, victim)).surname).toBe('One')
    const assessment = await findAssessment(db.read, done.value.assessmentId)
    expect(assessment?.result.category).toBe('high')
    expect(assessment && (await openAssessment(db, assessment)).concern).toBe(submission.concern)
    expect((await listCaseMeasures(db.read, done.value.caseId)).map(each => each.due_at)).toEqual([
      '2026-11-20T13:00:00.000Z',
    ])
    const queue = await listQueue(db.read, scopeOf(secretary, 'queue.view'), '2026-11-20T10:00:00.000Z', page)
    expect(queue).toMatchObject([{ number: one?.number, reasons: ['category'], category: 'high' }])
    expect(await countRows(db, 'interview_answer')).toBe(0)
    const entries = await db.read.selectFrom('audit_entry').select('action').orderBy('seq').execute()
    const actions = ['interview.started', 'case.opened', 'assessment.submitted', 'agenda_item.listed']
    expect(entries.map(entry => entry.action)).toEqual(actions)
  })

  test('a second submission finds the first, also when both arrive together', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, { ...pair, weapon: said('yes') })
    const submit = () => submitAssessment(deps, inspector, { interviewId, ...submission })
    const [one, other] = await Promise.all([submit(), submit()])
    expect(one).toEqual(other)
    expect(await submit()).toEqual(one)
    expect([await countRows(deps.db, 'case_file'), await countRows(deps.db, 'person')]).toEqual([1, 2])
    expect(await saveAnswer(deps, inspector, interviewId, 'weapon', said('no'))).toMatchObject({
      faults: [{ code: 'already_submitted' }],
    })
  })

  test('another officer finds no such interview, and a secretary may conduct none', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, pair)
    const stranger = { ...inspector, id: 'officer-2' }
    const input = { interviewId, ...submission }
    expect(await submitAssessment(deps, stranger, input)).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await submitAssessment(deps, secretary, input)).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await startInterview(deps, secretary)).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await countRows(deps.db, 'case_file')).toBe(0)
  })

  test('faults come together and leave the draft as it was', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, { victim: pair.victim, perpetrator: pair.victim })
    const first = await submitAssessment(deps, inspector, { interviewId, priorCategory: 'low', concern: 'short' })
    expect(first).toMatchObject({ faults: [{ code: 'too_short' }, { code: 'required', at: 'relationship' }] })
    await saveAnswer(deps, inspector, interviewId, 'relationship', said('spouse'))
    const second = await submitAssessment(deps, inspector, { interviewId, ...submission })
    expect(second).toMatchObject({ faults: [{ code: 'same_person' }] })
    const row = await findInterview(deps.db.read, interviewId)
    expect(row && Object.keys(await openAnswers(deps.db, row)).sort()).toEqual([
      'perpetrator',
      'relationship',
      'victim',
    ])
  })

  test('a provisional case stands in the queue only after its wait', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, { ...pair, threat: said('yes') })
    expect(await submitAssessment(deps, inspector, { interviewId, ...submission })).toMatchObject({ ok: true })
    const scope = scopeOf(secretary, 'queue.view')
    expect(await listQueue(deps.db.read, scope, '2026-11-21T09:59:59.999Z', page)).toEqual([])
    expect(await listQueue(deps.db.read, scope, '2026-11-21T10:00:00.000Z', page)).toMatchObject([{ provisional: 1 }])
  })

  test('a measure is recorded once, in the own district, and what is not done needs a reason', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, { ...pair, weapon: said('yes') })
    const done = await submitAssessment(deps, inspector, { interviewId, ...submission })
    if (!done.ok) throw new Error(JSON.stringify(done.faults))
    const id = (await listCaseMeasures(deps.db.read, done.value.caseId))[0]?.id ?? ''
    const elsewhere = { ...inspector, district: '751110000' }
    const record = (actor: Actor, note: string) => recordMeasure(deps, actor, { id, state: 'not_possible', note })
    expect(await record(elsewhere, 'why')).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await record(inspector, ' ')).toMatchObject({ faults: [{ code: 'note_missing', at: 'note' }] })
    expect(await record(inspector, 'she has left')).toMatchObject({ ok: true })
    expect(await record(inspector, 'again')).toMatchObject({ faults: [{ code: 'already_recorded' }] })
    expect(await listCases(deps.db.read, scopeOf(elsewhere, 'case.list'), page)).toEqual([])
  })

  test('an officer closes no measure of another owner; the head may', async () => {
    const deps = depsOf(await open())
    const interviewId = await draft(deps, { ...pair, weapon: said('yes') })
    const done = await submitAssessment(deps, inspector, { interviewId, ...submission })
    if (!done.ok) throw new Error(JSON.stringify(done.faults))
    const id = (await listCaseMeasures(deps.db.read, done.value.caseId))[0]?.id ?? ''
    await deps.db.write.updateTable('measure').set({ owner_role: 'secretary' }).where('id', '=', id).execute()
    const input = { id, state: 'done', note: '' } as const
    expect(await recordMeasure(deps, inspector, input)).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await recordMeasure(deps, { ...inspector, role: 'head' }, input)).toMatchObject({ ok: true })
  })

  test('an answer that is saved while the interview is being judged is not lost: the submission is refused', async () => {
    const deps = depsOf(await open())
    const { db } = deps
    const interviewId = await draft(deps, { ...pair, weapon: said('no') })
    const read = await findInterview(db.read, interviewId)
    if (!read) throw new Error('no draft')
    const later = depsOf(db, '2026-11-20T10:00:01.000Z')
    await saveAnswer(later, inspector, interviewId, 'weapon', said('yes'))
    const end = { assessmentId: 'assessment-1', at: '2026-11-20T10:00:02.000Z' }
    expect(await db.write.transaction().execute(tx => closeInterview(tx, read, end))).toBe(false)
    const still = await findInterview(db.read, interviewId)
    expect(still?.assessment_id).toBeNull()
    expect((still && (await openAnswers(db, still)))?.['weapon']?.value).toBe('yes')
  })

  test('keys outlive a fault after which nobody knows whether the case was stored', async () => {
    const deps = depsOf(await open())
    const { db } = deps
    const interviewId = await draft(deps, pair)
    await db.write.schema.dropTable('case_file').execute()
    await expect(submitAssessment(deps, inspector, { interviewId, ...submission })).rejects.toThrow('case_file')
    const kinds = await db.keys.table.read.selectFrom('wrapped_key').select('kind').orderBy('kind').execute()
    expect(kinds.map(key => key.kind)).toEqual(['interview', 'person', 'person'])
  })
})
