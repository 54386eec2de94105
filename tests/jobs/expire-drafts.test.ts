import { expect, test } from 'vitest'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { expireDrafts } from '../../src/commands/interview/expire-drafts.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Database } from '../../src/storage/database.ts'
import { listDrafts } from '../../src/storage/interview-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { smallQuestionnaires } from '../commands/definitions.ts'
import { eachEngine } from '../support/database.ts'

const place = { region: '750000000', district: '751010000', organisation: 'police', excluded: [] }
const officer: Actor = { id: 'officer-1', role: 'inspector', ...place }
const elsewhere: Actor = { ...officer, id: 'officer-2', region: '710000000', district: '711010000' }
const began = Temporal.Instant.from('2026-11-01T10:00:00.000Z')
const lastMoment = began.add({ hours: 14 * 24 }).subtract({ milliseconds: 1 })
const tooLate = began.add({ hours: 14 * 24 })
const yes = { value: 'yes', source: 'her_words' }

let ids = 0
function depsOf(db: Database, now = began): CommandDeps {
  const calendar = { zone: 'Asia/Almaty', holidays: new Set<string>(), workingWeekendDays: new Set<string>() }
  const newId = () => `id-${String((ids += 1)).padStart(16, '0')}`
  return { db, questionnaires: smallQuestionnaires, calendar, now, newId }
}

async function draftOf(deps: CommandDeps, actor: Actor): Promise<string> {
  const started = await startInterview(deps, actor)
  if (!started.ok) throw new Error('not started')
  expect(await saveAnswer(deps, actor, started.value.id, 'weapon', yes)).toMatchObject({ ok: true })
  return started.value.id
}

async function countKeys(db: Database): Promise<number> {
  return (await db.keys.table.read.selectFrom('wrapped_key').select('id').execute()).length
}

async function readActions(db: Database): Promise<string[]> {
  const rows = await db.read.selectFrom('audit_entry').select(['action', 'subject']).orderBy('at').execute()
  return rows.filter(row => row.action === 'interview.expired').map(row => row.subject)
}

eachEngine((_engine, open) => {
  test('a draft takes answers until the last moment of its fourteen days, and each answer prolongs it', async () => {
    const db = await open()
    const id = await draftOf(depsOf(db), officer)
    expect(await saveAnswer(depsOf(db, lastMoment), officer, id, 'weapon', yes)).toMatchObject({ ok: true })
    expect(await saveAnswer(depsOf(db, tooLate), officer, id, 'weapon', yes)).toMatchObject({ ok: true })
  })

  test('an older draft takes no answer, gives none back, is not submitted and stands in no list', async () => {
    const db = await open()
    const id = await draftOf(depsOf(db), officer)
    const late = depsOf(db, tooLate)
    const expired = { ok: false, faults: [{ code: 'draft_expired' }] }
    expect(await saveAnswer(late, officer, id, 'weapon', yes)).toEqual(expired)
    expect(await saveAnswer(late, officer, id, 'weapon', null)).toEqual(expired)
    const submission = { interviewId: id, priorCategory: 'high', concern: 'I fear for her life' } as const
    expect(await submitAssessment(late, officer, submission)).toEqual(expired)
    expect(await listDrafts(db.read, officer, toStamp(tooLate))).toEqual([])
    expect(await listDrafts(db.read, officer, toStamp(lastMoment))).toHaveLength(1)
  })

  test('the sweep destroys the keys and answers of expired drafts of all regions, once, and leaves an entry each', async () => {
    const db = await open()
    const old = [await draftOf(depsOf(db), officer), await draftOf(depsOf(db), elsewhere)]
    const fresh = await draftOf(depsOf(db, lastMoment), officer)
    const late = depsOf(db, tooLate)
    expect(await Promise.all([expireDrafts(late), expireDrafts(late)]).then(([one, other]) => one + other)).toBe(2)
    expect(await expireDrafts(late)).toBe(0)
    const answers = await db.read.selectFrom('interview_answer').select('interview_id').execute()
    expect(answers).toEqual([{ interview_id: fresh }])
    expect(await countKeys(db)).toBe(1)
    expect((await readActions(db)).sort()).toEqual(old.map(id => `interview:${id}`).sort())
    expect(await verifyAudit(db, db.place.anchorDir)).toEqual([])
    expect(await saveAnswer(late, officer, old[0]!, 'weapon', yes)).toMatchObject({ ok: false })
    expect(await countKeys(db)).toBe(1)
  })

  test('a sweep of more drafts than one batch holds leaves none behind', async () => {
    const db = await open()
    const row = { region: place.region, district: place.district, account_id: officer.id, bank_version: '1.0.0' }
    const times = { started_at: toStamp(began), updated_at: toStamp(began), expires_at: toStamp(began) }
    const drafts = Array.from({ length: 230 }, (_, n) => ({ id: `d${n}`, key_id: `k${n}`, assessment_id: null }))
    await db.write
      .insertInto('interview')
      .values(drafts.map(draft => ({ ...row, ...times, ...draft })))
      .execute()
    expect(await expireDrafts(depsOf(db, tooLate))).toBe(230)
    expect(await db.read.selectFrom('tombstone').select('key_id').execute()).toHaveLength(230)
  })

  test('a stop between tombstone and key is made good at the next start', async () => {
    const db = await open()
    await draftOf(depsOf(db), officer)
    const before = await db.keys.table.read.selectFrom('wrapped_key').select('id').execute()
    await db.keys.close()
    await expect(expireDrafts(depsOf(db, tooLate))).rejects.toThrow()
    expect(await db.read.selectFrom('tombstone').select('key_id as id').execute()).toEqual(before)
    await db.close()
    expect(await countKeys(await open(db.place))).toBe(0)
  })
})
