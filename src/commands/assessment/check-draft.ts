import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { openAnswers, type InterviewRow } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { findOwnDraft } from '../interview/own-interview.ts'
import { toldAtOf } from './case-facts.ts'
import { checkAnswers, checkJudgement, type CheckedAnswers, type Submission } from './check-submission.ts'
import { chooseDefinitions, type Definitions } from './definitions.ts'

export type CheckedDraft = {
  readonly definitions: Definitions
  readonly checked: CheckedAnswers
  readonly keyId: string
}

/** The whole draft and the officer's judgement by the definitions of the day on which the interview began. */
export async function checkDraft(
  deps: CommandDeps,
  interview: InterviewRow,
  judgement: Pick<Submission, 'concern'>,
): Promise<Outcome<CheckedDraft>> {
  const startedOn = Temporal.Instant.from(interview.started_at).toZonedDateTimeISO(deps.calendar.zone).toPlainDate()
  const definitions = chooseDefinitions(deps.questionnaires, startedOn.toString())
  const checked = checkAnswers(definitions.bank, await openAnswers(deps.db, interview), todayOf(deps))
  const late = checked.ok && isAfter(toldAtOf(checked.value.answers, deps), deps.now)
  const future: Fault[] = late ? [{ code: 'in_future', at: 'incident_at' }] : []
  const own = checkJudgement(definitions.procedure, judgement)
  const faults = [...own, ...(checked.ok ? future : checked.faults)]
  if (!checked.ok || faults.length > 0 || interview.key_id === null) return fail(...faults)
  return succeed({ definitions, checked: checked.value, keyId: interview.key_id })
}

/** An answer is checked by its day; with the hour it may still lie ahead. */
function isAfter(told: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(told, now) > 0
}

/** What a submission of the own draft would be refused for whatever its category, before anybody looks for its people in the register. */
export async function findDraftFaults(
  deps: CommandDeps,
  actor: Actor,
  told: Pick<Submission, 'interviewId' | 'concern'>,
): Promise<readonly Fault[]> {
  const found = await findOwnDraft(deps.db.read, actor, told.interviewId, toStamp(deps.now))
  const checked = found.ok ? await checkDraft(deps, found.value, told) : found
  return checked.ok ? [] : checked.faults
}
