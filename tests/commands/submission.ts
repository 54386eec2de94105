import { submitAssessment, type Submission } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Database } from '../../src/storage/database.ts'
import { smallQuestionnaires } from './definitions.ts'

const place = { region: '750000000', district: '751010000', organisation: 'police', excluded: [] }
export const inspector: Actor = { id: 'officer-1', role: 'inspector', ...place }
export const head: Actor = { id: 'head-1', role: 'head', ...place }
export const elsewhere: Actor = { ...inspector, id: 'officer-2', region: '710000000', district: '711010000' }
const judgement = { priorCategory: 'medium', concern: 'I fear for her life after tonight' } as const

let ids = 0

/** `start` keeps the ids of two processes apart. */
export function depsOf(db: Database, start = 'id'): CommandDeps {
  const calendar = { zone: 'Asia/Almaty', holidays: new Set<string>(), workingWeekendDays: new Set<string>() }
  const newId = () => `${start}-${String((ids += 1)).padStart(16, '0')}`
  return {
    db,
    questionnaires: smallQuestionnaires,
    calendar,
    now: Temporal.Instant.from('2026-11-20T10:00:00.000Z'),
    newId,
  }
}

export type Told = {
  surname: string
  given_name: string
  patronymic: string
  born_on: string
  iin: string
  sex: string
}
export const asel: Told = {
  surname: 'Қасымова',
  given_name: 'Әсел',
  patronymic: 'Серікқызы',
  born_on: '1990-03-05',
  iin: '',
  sex: 'female',
}
export const marat: Told = {
  surname: 'Қасымов',
  given_name: 'Марат',
  patronymic: '',
  born_on: '1985-07-01',
  iin: '',
  sex: 'male',
}
const said = (value: unknown) => ({ value, source: 'her_words' })

export async function draft(
  deps: CommandDeps,
  actor: Actor,
  victim: Told,
  perpetrator: Told,
  phone = '',
): Promise<string> {
  const started = await startInterview(deps, actor)
  if (!started.ok) throw new Error('not started')
  const contact = { phone, channel: 'call', hours: '10–12', who_hears: '' }
  const answers = {
    victim,
    perpetrator,
    relationship: 'spouse',
    weapon: 'yes',
    ...(phone ? { safe_contact: contact } : {}),
  }
  for (const [item, value] of Object.entries(answers)) {
    const saved = await saveAnswer(deps, actor, started.value.id, item, said(value))
    if (!saved.ok) throw new Error(`${item} was not taken`)
  }
  return started.value.id
}

export type People = NonNullable<Submission['people']>
export async function submit(
  deps: CommandDeps,
  actor: Actor,
  pair: readonly [Told, Told],
  people: People = {},
  phone = '',
) {
  const interviewId = await draft(deps, actor, ...pair, phone)
  return submitAssessment(deps, actor, { interviewId, ...judgement, people })
}

export async function submitOrThrow(...input: Parameters<typeof submit>) {
  const done = await submit(...input)
  if (!done.ok) throw new Error(JSON.stringify(done.faults))
  return done.value
}
