import { expect, test } from 'vitest'
import { seedReference } from '../../db/reference/seed-reference.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { printAssessment } from '../../src/commands/printed-sheet/print-assessment.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Database } from '../../src/storage/database.ts'
import { findPrintedSheet } from '../../src/storage/printed-sheet-store.ts'
import { currentCalendar, listEntries } from '../../src/storage/reference-store.ts'
import { eachEngine } from '../support/database.ts'
import { smallQuestionnaires } from './definitions.ts'

const place = { region: '750000000', district: '751010000', organisation: 'police', excluded: [] }
const inspector: Actor = { id: 'officer-1', role: 'inspector', ...place }

let ids = 0
async function depsAt(db: Database, at: string): Promise<CommandDeps> {
  const newId = () => `id-${String((ids += 1)).padStart(16, '0')}`
  const now = Temporal.Instant.from(at)
  await seedReference({ db, now, newId })
  return { db, questionnaires: smallQuestionnaires, calendar: await currentCalendar(db.read, '2026-11-20'), now, newId }
}

const person = (surname: string) => ({
  value: { surname, given_name: 'A', patronymic: '', born_on: '', iin: '', sex: '' },
})

async function submit(deps: CommandDeps): Promise<string> {
  const started = await startInterview(deps, inspector)
  if (!started.ok) throw new Error('not started')
  const interviewId = started.value.id
  const answers = { victim: person('One'), perpetrator: person('Two'), relationship: { value: 'spouse' } }
  for (const [item, raw] of Object.entries({ ...answers, weapon: { value: 'yes' } })) {
    await saveAnswer(deps, inspector, interviewId, item, raw)
  }
  const concern = 'I fear for her life after tonight'
  const done = await submitAssessment(deps, inspector, { interviewId, priorCategory: 'medium', concern })
  if (!done.ok) throw new Error(JSON.stringify(done.faults))
  return done.value.assessmentId
}

async function textsOn(db: Database, sheetId: string): Promise<string> {
  const sheet = await findPrintedSheet(db.read, sheetId)
  const entries = await listEntries(db.read, 'legal_basis')
  return entries
    .filter(entry => sheet?.legal_bases.includes(entry.id))
    .map(entry => entry.content.text_ru)
    .join('\n')
}

eachEngine((_engine, open) => {
  test('each sheet has a number of its own, and the log names it', async () => {
    const deps = await depsAt(await open(), '2026-11-20T10:00:00Z')
    const assessmentId = await submit(deps)
    const numbers = []
    for (const language of ['kk', 'ru', 'ru'] as const) {
      const printed = await printAssessment(deps, inspector, { assessmentId, language })
      if (!printed.ok) throw new Error(JSON.stringify(printed.faults))
      const sheet = await findPrintedSheet(deps.db.read, printed.value.id)
      expect(sheet).toMatchObject({ language, assessment_id: assessmentId, printed_by: 'officer-1' })
      expect(sheet?.number).toMatch(/^2026-\d{8}$/)
      numbers.push(sheet?.number)
    }
    expect(new Set(numbers).size).toBe(3)
    const query = deps.db.read.selectFrom('audit_entry').select('details').where('action', '=', 'assessment.printed')
    const logged = (await query.orderBy('seq').execute()).map(row => JSON.parse(row.details) as { sheet: string })
    expect(logged.map(details => details.sheet)).toEqual(numbers)
    await expect(deps.db.write.deleteFrom('printed_sheet').execute()).rejects.toThrow('refuses')
  })

  test('the law on paper is that of the day of the assessment, to the local midnight', async () => {
    const db = await open()
    const before = await depsAt(db, '2026-03-01T18:59:59.999Z')
    const after = await depsAt(db, '2026-03-01T19:00:00.000Z')
    const early = await submit(before)
    const late = await submit(after)
    for (const [assessmentId, law, other] of [
      [early, '№ 214-IV', '№ 245-VIII'],
      [late, '№ 245-VIII', '№ 214-IV'],
    ] as const) {
      const printed = await printAssessment(after, inspector, { assessmentId, language: 'ru' })
      const texts = printed.ok ? await textsOn(db, printed.value.id) : ''
      expect(texts).toContain(law)
      expect(texts).not.toContain(other)
    }
  })

  test('whoever does not reach the case prints nothing, and the refusal is logged', async () => {
    const deps = await depsAt(await open(), '2026-11-20T10:00:00Z')
    const order = { assessmentId: await submit(deps), language: 'kk' } as const
    const print = (change: Partial<Actor>) => printAssessment(deps, { ...inspector, ...change }, order)
    expect(await print({ district: '751110000' })).toMatchObject({ faults: [{ code: 'not_found' }] })
    expect(await print({ role: 'secretary' })).toMatchObject({ faults: [{ code: 'refused' }] })
    expect(await deps.db.read.selectFrom('printed_sheet').selectAll().execute()).toEqual([])
    const refused = deps.db.read
      .selectFrom('audit_entry')
      .select('action')
      .where('action', '=', 'assessment.print_refused')
    expect(await refused.execute()).toHaveLength(2)
  })
})
