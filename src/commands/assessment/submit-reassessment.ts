import type { Actor } from '../../domain/access/decide.ts'
import { compareAnswers } from '../../domain/assessment/compare-answers.ts'
import { tellsOfIncident } from '../../domain/assessment/prompt.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import {
  findLastAssessment,
  insertAssessment,
  insertDefinitions,
  openAssessment,
} from '../../storage/assessment-store.ts'
import { insertIncident, updateCase, type CaseRow } from '../../storage/case-store.ts'
import {
  closeInterview,
  findInterview,
  handOverKey,
  openAnswers,
  type InterviewRow,
} from '../../storage/interview-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { findOwnDraft } from '../interview/own-interview.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { factsOfKnownCase, factsOfNewCase } from './case-facts.ts'
import {
  checkAnswers,
  checkJudgement,
  type CheckedAnswers,
  type Submission,
  type Submitted,
} from './check-submission.ts'
import { chooseDefinitions } from './definitions.ts'
import { judge } from './judge-answers.ts'
import { reachCase, reachCaseOrRefuse } from './reach-case.ts'
import { buildReassessment, type Reassessed, type ReassessmentRows } from './reassessment-rows.ts'
import { categoryOrNull, settleResult } from './settle-result.ts'

const permission = 'case.reassess'
/** Another officer's assessment of the same case may come between; then this one is compared with that. */
const attempts = 3

/**
 * Turns the actor's own draft about a known case into its next assessment. The draft had a key of its own; what it held
 * is sealed again under the key of the case. A category that falls waits for the unit head.
 */
export async function submitReassessment(
  deps: CommandDeps,
  actor: Actor,
  interview: InterviewRow,
  submission: Submission,
): Promise<Outcome<Submitted>> {
  for (let attempt = 1; ; attempt += 1) {
    const done = await tryOnce(deps, actor, interview, submission)
    if (done.ok) {
      if (interview.key_id !== null) await deps.db.keys.destroy(interview.key_id)
      return done
    }
    const earlier = await findEarlier(deps, interview, done.faults)
    if (earlier) return earlier
    if (attempt === attempts || !done.faults.some(fault => fault.code === 'superseded')) return done
  }
}

async function tryOnce(deps: CommandDeps, actor: Actor, interview: InterviewRow, submission: Submission) {
  const caseId = interview.case_id ?? ''
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const prepared = await prepare(deps, actor, reached.value, interview, submission)
  if (!prepared.ok) return prepared
  const rows = await buildReassessment(deps, prepared.value)
  return store(deps, actor, interview, prepared.value, rows)
}

async function prepare(
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  interview: InterviewRow,
  submission: Submission,
): Promise<Outcome<Reassessed>> {
  const startedOn = Temporal.Instant.from(interview.started_at).toZonedDateTimeISO(deps.calendar.zone).toPlainDate()
  const definitions = chooseDefinitions(deps.questionnaires, startedOn.toString())
  const { bank, procedure } = definitions
  const checked = checkAnswers(bank, await openAnswers(deps.db, interview), todayOf(deps))
  const judgement = checkJudgement(procedure, submission)
  if (!checked.ok || judgement.length > 0) return fail(...judgement, ...(checked.ok ? [] : checked.faults))
  const others = await faultsOfPair(deps, one, checked.value)
  const last = await findLastAssessment(deps.db.read, one.id)
  if (others.length > 0 || !last) return fail(...others)
  const { answers } = checked.value
  const newIncident = tellsOfIncident(interview.prompt ?? '')
  const known = { caseId: one.id, procedure, newIncident }
  const facts = await factsOfKnownCase(deps, deps.db.read, known, factsOfNewCase(bank, answers))
  const result = judge({ definitions, answers, facts, raise: undefined })
  const before = (await openAssessment(deps.db, last)).answers
  const found = { facts, result, changed: compareAnswers(bank, before, answers), newIncident }
  return succeed({ one, last, interview, officer: actor.id, submission, definitions, checked: checked.value, ...found })
}

/** A case is about one pair: other people want a case of their own, corrected data the page of the person. */
async function faultsOfPair({ db }: CommandDeps, one: CaseRow, checked: CheckedAnswers): Promise<Fault[]> {
  const pair = [['victim', one.victim_id] as const, ['perpetrator', one.perpetrator_id] as const]
  const faults = pair.map(async ([at, id]) => {
    const row = await findPerson(db.read, id)
    const known = row && (await openPerson(db, row))
    const given: Readonly<Record<string, string>> = checked[at]
    const differs = known && Object.entries(known).some(([part, value]) => given[part] !== value)
    return differs ? [{ code: 'other_person', at }] : []
  })
  return (await Promise.all(faults)).flat()
}

async function store(
  deps: CommandDeps,
  actor: Actor,
  interview: InterviewRow,
  made: Reassessed,
  rows: ReassessmentRows,
): Promise<Outcome<Submitted>> {
  const { assessment, incident } = rows
  return changeOrRefuse(deps.db, contextOf(deps, actor, interview.region), async tx => {
    const still = await findOwnDraft(tx, actor, interview.id, assessment.submitted_at)
    if (!still.ok) throw new Refusal(...still.faults)
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, assessment.case_id)
    const overtaken = (await findLastAssessment(tx, one.id))?.id !== made.last.id || one.category !== made.one.category
    if (overtaken) throw new Refusal({ code: 'superseded' })
    if (incident) await insertIncident(tx, incident)
    await insertAssessment(tx, assessment)
    await insertDefinitions(tx, rows.definitions, assessment.submitted_at)
    await updateCase(tx, one.id, rows.caseChange)
    await closeInterview(tx, interview.id, assessment.id, assessment.submitted_at)
    await handOverKey(tx, interview.id, one.key_id)
    const { definitions, result, facts, checked, newIncident } = made
    const settled = await settleResult(tx, deps, actor, {
      one,
      assessmentId: assessment.id,
      originId: assessment.id,
      procedure: definitions.procedure,
      result,
      facts,
      answers: checked.answers,
      stood: categoryOrNull(one.category),
      afresh: newIncident,
      restartsClock: true,
    })
    const details = { assessment: assessment.id, interview: interview.id, category: assessment.category }
    const entry = { action: 'assessment.submitted', subject: `case:${one.id}`, details }
    return { value: succeed({ assessmentId: assessment.id, caseId: one.id }), entries: [entry, ...settled] }
  })
}

/** Of two submissions at once one wins, and the other finds it. */
async function findEarlier(deps: CommandDeps, interview: InterviewRow, faults: readonly Fault[]) {
  if (!faults.some(fault => fault.code === 'already_submitted')) return null
  const assessmentId = (await findInterview(deps.db.write, interview.id))?.assessment_id
  return assessmentId ? succeed({ assessmentId, caseId: interview.case_id ?? '' }) : null
}
