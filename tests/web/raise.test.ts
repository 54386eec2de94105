import { expect, test } from 'vitest'
import { rescoreAll } from '../../src/cli/rescore.ts'
import { listCaseAssessments, openAssessment } from '../../src/storage/assessment-store.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { countJudgements } from '../../src/storage/statistics-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { questionnaires, signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, recordsSay, scene } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const at = toStamp(now)
const reason = 'Он вчера купил билет и сказал сестре, что приедет к ней ночью'

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge = { ...deps, now }
  const opened = await openStory(edge, await actorNamed(edge, 'inspector'), scene)
  const visitor = await signIn(app, 'inspector')
  const path = `/assessments/${opened.assessmentId}/raise`
  await visitor.get(path)
  return { app, db, visitor, path, ...opened }
}

eachEngine((_engine, open) => {
  test('a raise counts at once, lists the case, and waits on the head’s list until it is seen', async () => {
    const { app, db, visitor, path, caseId } = await begin(await open())
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'low', listed: false })
    const sent = await visitor.post(path, { category: 'high', reason })
    expect(sent.status).toBe(303)
    const [last] = await listCaseAssessments(db.read, caseId)
    expect(last).toMatchObject({ kind: 'raise', category: 'high', raised_to: 'high', prior_category: 'medium' })
    expect(last?.result.listing.reasons).toContain('professional_judgement')
    expect(last && (await openAssessment(db, last)).raise).toEqual({ category: 'high', reason })
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high', listed: true })
    const head = await signIn(app, 'head')
    expect((await head.get('/')).text).toContain('Повышенная категория: ознакомиться')
    const list = await head.get('/approvals')
    expect(list.text).not.toContain(reason)
    const acknowledge = /action="(\/raises\/[\w-]+\/acknowledge)"/.exec(list.text)?.[1] ?? ''
    expect((await visitor.post(acknowledge)).status).toBe(403)
    expect((await head.post(acknowledge)).status).toBe(303)
    expect((await head.get('/approvals')).text).not.toContain('/raises/')
    expect((await head.post(acknowledge)).status).toBe(422)
    const row = await db.read.selectFrom('category_raise').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ from_category: 'low', to_category: 'high', acknowledged_at: at })
    const entries = await db.read.selectFrom('audit_entry').select(['action', 'details']).execute()
    expect(entries.map(one => one.action)).toEqual(expect.arrayContaining(['category.raised', 'raise.acknowledged']))
    expect(JSON.stringify(entries)).not.toContain('билет')
  })

  test('a raise needs a fact of 40 characters and a higher category, and what was typed stays', async () => {
    const { db, visitor, path, caseId } = await begin(await open())
    const short = await visitor.post(path, { category: 'high', reason: reason.slice(0, 39) })
    expect([short.status, short.text.includes(reason.slice(0, 39)), short.text.includes('#q-reason')]).toEqual([
      422,
      true,
      true,
    ])
    expect((await visitor.post(path, { category: 'low', reason })).text).toContain('#q-category')
    expect((await visitor.post(path, { reason })).text).toContain('#q-category')
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(1)
  })

  test('the same raise sent twice, together, is one', async () => {
    const { db, visitor, path, caseId } = await begin(await open())
    const send = () => visitor.post(path, { category: 'high', reason })
    const sent = await Promise.all([send(), send()])
    expect(sent.map(one => one.status)).toEqual([303, 303])
    expect(sent[0]?.headers['location']).toBe(sent[1]?.headers['location'])
    expect(await listCaseAssessments(db.read, caseId)).toHaveLength(2)
  })

  test('a raise outlives the record check and is one figure of its interview', async () => {
    const { db, visitor, path, caseId } = await begin(await open())
    const raised = await visitor.post(path, { category: 'high', reason })
    const records = `${raised.headers['location']}/records`
    await visitor.get(records)
    expect((await visitor.post(records, recordsSay('no'))).status).toBe(303)
    expect(await findCase(db.read, caseId, at)).toMatchObject({ category: 'high' })
    expect(await countJudgements(db.read, '750000000')).toMatchObject([{ outcome: 'raised', count: 1 }])
    expect(await rescoreAll({ db, questionnaires }, process)).toBe(0)
  })
})
