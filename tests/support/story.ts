import { chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Outcome } from '../../src/domain/fault.ts'
import { findAccountByUsername } from '../../src/storage/account-store.ts'
import { loadActor } from '../../src/storage/own-person-store.ts'

export type StoryAnswers = Readonly<Record<string, unknown>>

const nobody = { given_name: '', patronymic: '', born_on: '', iin: '', sex: '' }
const none = { ticked: [], rest: 'no' }
const heldRecords = [
  'prior_domestic_record',
  'prior_nondomestic_record',
  'custody_30_days',
  'conditional_release_failure',
] as const
/** All that is looked up in records: the first question opens the others. */
export const recordItems = ['earlier_record', ...heldRecords, 'incidents_12_months'] as const

/** What the databases say: there is an entry, and each of the four says this. The number of reports is left out. */
export function recordsSay(value: string): Record<string, string> {
  return {
    earlier_record: 'yes',
    ...Object.fromEntries(heldRecords.map(item => [item, value])),
    incidents_12_months: '',
  }
}

/** As at the scene: every yes/no question says no, the records and two more are open, so that ODARA has no score. */
export const scene: StoryAnswers = {
  safe_contact: { phone: '+7 700 000 00 17', channel: 'sms', hours: '10-12', who_hears: '' },
  wishes: 'Учебное желание',
  victim: { ...nobody, surname: 'Учебная' },
  perpetrator: { ...nobody, surname: 'Учебный' },
  relationship: 'spouse',
  incident_at: '2026-11-20T21:30',
  incident_account: 'Учебный рассказ',
  physical_contact: 'yes',
  strangulation: 'never',
  threats_this_incident: none,
  substance_indicators: none,
  support_barriers: none,
  children_total: 0,
  victim_concern: 'unknown',
  violence_against_others: 'unknown',
  earlier_record: 'unknown',
}

/** Four base factors in two trigger families: high by the count of rule 2 alone, and so provisional. */
export const provisionalHigh: StoryAnswers = {
  ...scene,
  escalation: { ticked: ['more_often'], rest: 'no' },
  separation_12_months: 'left',
  stalking: 'yes',
  firearm_access: 'owns',
}

/** Two critical facts: extreme whatever the records say. */
export const extreme: StoryAnswers = {
  ...scene,
  strangulation: 'this_incident',
  threats_this_incident: { ticked: ['kill_her'], rest: 'no' },
  death_threat_with_weapon: 'yes',
}

export const codesOf = (outcome: { ok: boolean; faults?: readonly { code: string }[] }) =>
  outcome.ok ? [] : (outcome.faults ?? []).map(fault => fault.code)

export function valueOrThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(outcome.faults.map(({ code, at }) => `${code} ${at ?? ''}`).join())
}

export async function actorNamed(deps: Pick<CommandDeps, 'db'>, username: string): Promise<Actor> {
  const account = await findAccountByUsername(deps.db.read, username)
  if (!account) throw new Error(`no account ${username}`)
  return loadActor(deps.db.read, account)
}

/** Answers whatever is asked, in the order of the bank: by the story, else no. */
export async function tellStory(deps: CommandDeps, actor: Actor, interviewId: string, story: StoryAnswers) {
  const date = deps.now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate().toString()
  for (const item of chooseDefinitions(deps.questionnaires, date).bank.items) {
    const value = story[item.code] ?? (item.type === 'yes_no' ? 'no' : undefined)
    if (value === undefined) continue
    const saved = await saveAnswer(deps, actor, interviewId, item.code, { value })
    const hidden = !saved.ok && saved.faults.some(fault => fault.code === 'hidden_item')
    if (!hidden) valueOrThrow(saved)
  }
}

/** A case with its first assessment. */
export async function openStory(deps: CommandDeps, actor: Actor, story: StoryAnswers) {
  const { id: interviewId } = valueOrThrow(await startInterview(deps, actor))
  await tellStory(deps, actor, interviewId, story)
  const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
  return valueOrThrow(await submitAssessment(deps, actor, { interviewId, ...judgement }))
}

/** The people are those of the case. */
export function withoutPeople(story: StoryAnswers): StoryAnswers {
  return Object.fromEntries(Object.entries(story).filter(([item]) => item !== 'victim' && item !== 'perpetrator'))
}

/** The next assessment of a case, from its started interview. */
export async function reassess(
  deps: CommandDeps,
  actor: Actor,
  interviewId: string,
  story: StoryAnswers,
  concern = 'Учебное опасение при повторной оценке',
) {
  await tellStory(deps, actor, interviewId, withoutPeople(story))
  return valueOrThrow(await submitAssessment(deps, actor, { interviewId, priorCategory: 'medium', concern }))
}
