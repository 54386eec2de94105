import { expect, test } from 'vitest'
import { findAssessment, listCaseAssessments, openAssessment } from '../../src/storage/assessment-store.ts'
import { findListedItem } from '../../src/storage/agenda-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { countJudgements } from '../../src/storage/statistics-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, provisionalHigh, recordItems, recordsSay } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const opened = await openStory(edge, await actorNamed(edge, 'inspector'), provisionalHigh)
  return { app, edge, ...opened, path: `/assessments/${opened.assessmentId}/records` }
}

const actionsOf = async (db: Database) =>
  (await db.read.selectFrom('audit_entry').select('action').orderBy('seq').execute()).map(row => row.action)

eachEngine((_engine, open) => {
  test('records that lower a provisional category supersede it, end the check and free the queue', async () => {
    const { app, edge, caseId, assessmentId, path } = await begin(await open())
    const { db } = edge
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high', provisional: 1, listed: false })
    expect(await findListedItem(db.read, caseId)).not.toBeNull()
    const visitor = await signIn(app, 'inspector')
    const form = await visitor.get(path)
    expect([...form.text.matchAll(/id="q-(\w+)"/g)].map(([, code]) => code)).toEqual([...recordItems])
    const sent = await visitor.post(path, recordsSay('no'))
    expect(sent.status).toBe(303)
    const [last, first] = await listCaseAssessments(db.read, caseId)
    expect(sent.headers['location']).toBe(`/assessments/${last?.id}`)
    expect(last).toMatchObject({ kind: 'records', supersedes_id: assessmentId, category: 'medium', provisional: 0 })
    expect(last).toMatchObject({ prior_category: 'medium', incident_id: first?.incident_id, serial: 2 })
    expect(first).toMatchObject({ id: assessmentId, kind: 'first', category: 'high', provisional: 1 })
    const answers = last && (await openAssessment(db, last)).answers
    expect(answers?.['custody_30_days']).toEqual({ value: 'no', source: 'record' })
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'medium', provisional: 0, listed: false })
    expect(await findListedItem(db.read, caseId)).toBeNull()
    const measures = await listCaseMeasures(db.read, caseId)
    expect(measures.find(one => one.code === 'record_check')).toMatchObject({ state: 'done' })
    expect(measures.find(one => one.code === 'priority_response')).toMatchObject({
      state: 'due',
      obligation: 'no_longer_proposed',
    })
    const said = ['record.completed', 'category.changed', 'agenda_item.withdrawn', 'measure.moved']
    expect(await actionsOf(db)).toEqual(expect.arrayContaining(said))
    expect(await actionsOf(db)).not.toContain('lowering.requested')
    const page = await visitor.get(`/assessments/${assessmentId}`)
    expect(page.text).toContain(`/assessments/${last?.id}`)
  })

  test('records that leave the category high list the case at once and give it no milder clock', async () => {
    const { app, edge, caseId, path } = await begin(await open())
    const before = await findListedItem(edge.db.read, caseId)
    const visitor = await signIn(app, 'inspector')
    await visitor.post(path, recordsSay('unknown'))
    const after = await findListedItem(edge.db.read, caseId)
    expect(before?.available_at).toBe('2026-11-24T04:00:00.000Z')
    expect(after).toMatchObject({ id: before?.id, available_at: at, hear_by: before?.hear_by })
    const [last] = await listCaseAssessments(edge.db.read, caseId)
    expect(last).toMatchObject({ category: 'high', provisional: 0, result: { listing: { listed: true } } })
    expect(await findCase(edge.db.read, caseId, at)).toMatchObject({ provisional: 0, listed: true })
  })

  test('the same records sent twice, together and again, are one; another officer is told', async () => {
    const { app, edge, caseId, path } = await begin(await open())
    const [visitor, head] = [await signIn(app, 'inspector'), await signIn(app, 'head')]
    await visitor.get(path)
    const sent = await Promise.all([visitor.post(path, recordsSay('no')), visitor.post(path, recordsSay('no'))])
    expect(sent.map(one => one.status)).toEqual([303, 303])
    expect((await visitor.post(path, recordsSay('no'))).headers['location']).toBe(sent[0]?.headers['location'])
    expect(sent[1]?.headers['location']).toBe(sent[0]?.headers['location'])
    const late = await head.post(path, recordsSay('yes'))
    expect(late.status).toBe(422)
    expect(late.text).toContain('Другой сотрудник тем временем оценил риск по этому делу')
    expect(await listCaseAssessments(edge.db.read, caseId)).toHaveLength(2)
  })

  test('an item left out, a question that is not asked and an unknown option are named, and nothing is stored', async () => {
    const { app, edge, caseId, path } = await begin(await open())
    const visitor = await signIn(app, 'inspector')
    await visitor.get(path)
    const wrong = { ...recordsSay('no'), custody_30_days: 'perhaps', stalking: 'no', no_such_item: 'yes' }
    const refused = await visitor.post(path, wrong)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#q-custody_30_days"')
    expect(refused.text).toContain('href="#q-stalking"')
    expect(refused.text).toContain('href="#q-no_such_item"')
    expect(refused.text).toMatch(/name="prior_domestic_record" value="no" checked/)
    expect((await visitor.post(path, { earlier_record: 'yes' })).text).toContain('href="#q-prior_domestic_record"')
    expect((await visitor.post(path, {})).text).toContain('href="#q-earlier_record"')
    const found = { ...recordsSay('no'), earlier_record: 'no', custody_30_days: 'yes' }
    expect((await visitor.post(path, found)).text).toContain('href="#q-custody_30_days"')
    expect(await listCaseAssessments(edge.db.read, caseId)).toHaveLength(1)
  })

  test('completed records stay out of the figures of acceptance', async () => {
    const { app, edge, path } = await begin(await open())
    const before = await countJudgements(edge.db.read, '750000000')
    const visitor = await signIn(app, 'inspector')
    await visitor.get(path)
    await visitor.post(path, recordsSay('no'))
    expect(await countJudgements(edge.db.read, '750000000')).toEqual(before)
    expect(before).toMatchObject([{ outcome: 'differing', count: 1 }])
  })

  test('nobody outside the district reaches the records, and no other role completes them', async () => {
    const { app, edge, assessmentId, path } = await begin(await open())
    for (const [name, status] of [
      ['inspector2', 404],
      ['secretary', 403],
      ['centre', 403],
    ] as const) {
      const visitor = await signIn(app, name)
      expect((await visitor.get(path)).status, name).toBe(status)
      expect((await visitor.post(path, recordsSay('no'))).status, name).toBe(status)
    }
    expect(await findAssessment(edge.db.read, assessmentId)).toMatchObject({ kind: 'first' })
  })
})
