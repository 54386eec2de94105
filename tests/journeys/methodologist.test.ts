import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { rescoreAll } from '../../src/cli/rescore.ts'
import type { Comparison } from '../../src/cli/compare-procedures.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { loadQuestionnaires } from '../../src/questionnaires.ts'
import { findAssessment, listDefinitions } from '../../src/storage/assessment-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { runPana } from '../support/command-line.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, openStory, scene, tellStory, valueOrThrow } from '../support/story.ts'

const shipped = new URL('../../questionnaires', import.meta.url).pathname
const today = Temporal.Instant.from('2026-11-23T06:00:00Z')
/** The last minutes of 2026 and the first of 2027 in Almaty. */
const lateEvening = Temporal.Instant.from('2026-12-31T18:50:00Z')
const afterMidnight = Temporal.Instant.from('2026-12-31T19:10:00Z')
/** One factor of rule 2, six answers of ODARA missing. */
const followed = { ...scene, stalking: 'yes', earlier_record: 'unknown' }
const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
const inForce = '- { from: 2026-01-01, procedure: kz, version: 1.0.0 }\n'
const fromNewYear = '- { from: 2027-01-01, procedure: kz, version: 1.1.0 }\n'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pana-methodologist-'))
  cpSync(shipped, folder, { recursive: true })
  writeFileSync(join(folder, 'ACTIVE.yaml'), inForce)
})
afterEach(() => rmSync(folder, { recursive: true }))

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text, file).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}

/** Steps 2 and 3: the bank with another text of a question, the procedure with another threshold. */
function writeNewVersion(): void {
  cpSync(join(folder, 'items/1.0.0'), join(folder, 'items/1.1.0'), { recursive: true })
  const files = readdirSync(join(folder, 'items/1.1.0'))
  for (const file of files) edit(`items/1.1.0/${file}`, 'version: 1.0.0', 'version: 1.1.0')
  edit('items/1.1.0/incident.yaml', 'Tell me in your own words what happened.', 'Please tell me what happened.')
  const procedure = 'procedures/kz/1.1.0.yaml'
  cpSync(join(folder, 'procedures/kz/1.0.0.yaml'), join(folder, procedure))
  edit(procedure, 'version: 1.0.0', 'version: 1.1.0')
  edit(procedure, '\nbank: 1.0.0', '\nbank: 1.1.0')
  edit(procedure, '- at_least: 2\n        gives: medium', '- at_least: 1\n        gives: medium')
}

async function beginInterview(deps: CommandDeps, actor: Actor): Promise<string> {
  const { id } = valueOrThrow(await startInterview(deps, actor))
  await tellStory(deps, actor, id, followed)
  return id
}

async function judgedBy(deps: CommandDeps, assessmentId: string) {
  const row = await findAssessment(deps.db.read, assessmentId)
  const used = await listDefinitions(deps.db.read, assessmentId)
  const bank = used.find(each => each.kind === 'bank')?.version
  return { procedure: row?.procedure_version, bank, category: row?.category }
}

/** The program as it runs before the new version came, with one case judged. */
async function begin(db: Database) {
  const { deps } = await startProgram(db, 0, { now: today })
  const edge = { ...deps, now: today }
  const actor = await actorNamed(edge, 'inspector')
  const old = await openStory(edge, actor, followed)
  await db.audit.flush()
  return { edge, actor, old }
}

eachEngine((_engine, open) => {
  test('a copied version with another threshold and another text is checked, looked at and compared', async () => {
    const db = await open()
    const { edge, actor } = await begin(db)
    writeNewVersion()
    const checked = await runPana(['questionnaires', 'check', folder])
    expect(checked).toMatchObject({ status: 0, out: '2 banks, 6 instruments, 2 procedures: no fault\n' })

    const admin = await signIn(createApp({ ...edge, questionnaires: loadQuestionnaires(folder) }), 'admin')
    const list = await admin.get('/questionnaires?lang=en')
    expect(list.text.split('In force today').length - 1).toBe(1)
    expect(list.text).toContain('From 1 Jan 2026: kz 1.0.0')
    expect((await admin.get('/questionnaires/banks/1.1.0')).text).toContain('Please tell me what happened.')
    expect((await admin.get('/questionnaires/banks/1.0.0')).text).toContain('Tell me in your own words what happened.')
    const rules = await admin.get('/questionnaires/procedures/kz/1.1.0')
    expect(rules.text).toContain('1 → Medium risk')
    expect(rules.text).toContain('href="/questionnaires/banks/1.1.0"')

    const both = ['procedure', 'compare', '1.0.0', join(folder, 'procedures/kz/1.1.0.yaml'), '--json']
    const { status, out } = await runPana(both, db.place)
    expect(status).toBe(0)
    expect(JSON.parse(out) as Comparison).toMatchObject({
      assessments: 1,
      changed: 1,
      changes: [{ district: actor.district, from: 'low', to: 'medium', count: 1 }],
      other_bank: 1,
    })
  })

  test('it judges what begins from its day on, and no case before it; then it is frozen', async () => {
    const db = await open()
    const { edge, actor, old } = await begin(db)
    writeNewVersion()
    writeFileSync(join(folder, 'ACTIVE.yaml'), inForce + fromNewYear)
    expect(await runPana(['questionnaires', 'check', folder])).toMatchObject({ status: 0 })
    const questionnaires = loadQuestionnaires(folder)
    const evening = { ...edge, questionnaires, now: lateEvening }
    const newYear = { ...edge, questionnaires, now: afterMidnight }
    const begun = await beginInterview(evening, actor)
    const across = valueOrThrow(await submitAssessment(newYear, actor, { interviewId: begun, ...judgement }))
    const fresh = await beginInterview(newYear, actor)
    const later = valueOrThrow(await submitAssessment(newYear, actor, { interviewId: fresh, ...judgement }))

    const before = { procedure: '1.0.0', bank: '1.0.0', category: 'low' }
    expect(await judgedBy(edge, old.assessmentId)).toEqual(before)
    expect(await judgedBy(edge, across.assessmentId)).toEqual(before)
    expect(await judgedBy(edge, later.assessmentId)).toEqual({ procedure: '1.1.0', bank: '1.1.0', category: 'medium' })
    expect(await rescoreAll({ db, questionnaires }, process)).toBe(0)

    expect(await runPana(['questionnaires', 'freeze', folder])).toMatchObject({ status: 0 })
    edit('procedures/kz/1.1.0.yaml', '- at_least: 1\n        gives: medium', '- at_least: 3\n        gives: medium')
    const changed = await runPana(['questionnaires', 'check', folder])
    expect(changed.status).toBe(1)
    expect(changed.out).toContain('procedures/kz/1.1.0.yaml is frozen and has changed')
  })
})

test('a new version that forgets a language or asks for an unknown bank is refused before anybody sees it', async () => {
  writeNewVersion()
  edit('items/1.1.0/incident.yaml', '      en: Please tell me what happened.\n', '')
  edit('procedures/kz/1.1.0.yaml', '\nbank: 1.1.0', '\nbank: 1.2.0')
  const { status, out } = await runPana(['questionnaires', 'check', folder])
  expect(status).toBe(1)
  expect(out).toMatch(/items\/1\.1\.0\/incident\.yaml items\.\d+\.text\.en/)
})
