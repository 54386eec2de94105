import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { insertAgendaItem } from '../../storage/agenda-store.ts'
import { findAssessment, insertAssessment, insertDefinitions } from '../../storage/assessment-store.ts'
import { hasCaseNumber, insertCase, insertIncident } from '../../storage/case-store.ts'
import { change, type AuditEntry } from '../../storage/change.ts'
import { closeInterview, type InterviewRow } from '../../storage/interview-store.ts'
import { insertMeasures } from '../../storage/measure-store.ts'
import { findPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { draftExpired, findOwnInterview } from '../interview/own-interview.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { meetUnseen, type Meeting } from '../own-person/meet-unseen.ts'
import { entriesOfParties, IinTaken, insertParties } from '../person/insert-parties.ts'
import { parts, type Part } from '../person/party-decision.ts'
import { resolveParties } from '../person/resolve-parties.ts'
import { buildRows, type CaseRows, type Opening } from './build-rows.ts'
import { factsOfNewCase } from './case-facts.ts'
import { proposeCaseNumber } from './case-number.ts'
import { checkDraft } from './check-draft.ts'
import type { Submission, Submitted } from './check-submission.ts'
import { judgeWithMeasures } from './judge-answers.ts'
import { submitReassessment } from './submit-reassessment.ts'
import { findStandingPair, insertFurtherRows } from './standing-case.ts'

export type { Submission } from './check-submission.ts'

/**
 * Turns the actor's own draft into a case with its first assessment, measures and place in the queue: all of it or
 * nothing. A second submission finds the first and changes nothing. Faults leave the draft as it was. The draft of a
 * known case becomes its next assessment.
 */
export async function submitAssessment(
  deps: CommandDeps,
  actor: Actor,
  submission: Submission,
): Promise<Outcome<Submitted>> {
  const { interviewId } = submission
  const found = await findOwnInterview(deps.db.read, actor, interviewId)
  if (!found.ok) return found
  if (found.value.assessment_id !== null) return earlierSubmission(deps, found.value.assessment_id)
  if (found.value.expires_at <= toStamp(deps.now)) return draftExpired()
  if (found.value.case_id !== null) return submitReassessment(deps, actor, found.value, submission)
  const prepared = await prepare(deps, actor, found.value, submission)
  return prepared.ok ? open(deps, actor, interviewId, prepared.value) : prepared
}

type Prepared = Omit<Opening, 'keys'> & { readonly keyId: string; readonly meeting: Meeting }

async function prepare(
  deps: CommandDeps,
  actor: Actor,
  interview: InterviewRow,
  submission: Submission,
): Promise<Outcome<Prepared>> {
  const whole = await checkDraft(deps, interview, submission)
  if (!whole.ok) return whole
  const { definitions, checked, keyId } = whole.value
  const meeting = await meetUnseen(deps, actor, checked, submission.people ?? {})
  const resolved = await resolveParties(deps, meeting.actor, checked, meeting.people)
  if (!resolved.ok) return resolved
  const parties = resolved.value
  const pair = await findStandingPair(
    deps,
    deps.db.read,
    meeting.actor,
    parties,
    definitions.procedure.listing.repeat_months,
  )
  const facts = { ...factsOfNewCase(definitions.bank, checked.answers), ...pair?.facts }
  const judging = { definitions, answers: checked.answers, facts, raise: undefined }
  const judged = judgeWithMeasures(judging, deps.now, deps.calendar)
  const { newId, now, calendar } = deps
  const { region, district } = interview
  const edge = { newId, now, calendar, region, district, officer: actor.id, keyId }
  const people = { parties, standing: pair?.caseFile ?? undefined }
  return succeed({ ...edge, ...people, meeting, submission, definitions, judged, checked })
}

async function open(deps: CommandDeps, actor: Actor, interviewId: string, prepared: Prepared) {
  const { keys } = deps.db
  const { parties, standing, keyId } = prepared
  const newcomers = parts.filter(part => !parties?.[part].known)
  const made = await keys.createMany('person', newcomers.length)
  const keyOf = (part: Part) => parties?.[part].known?.standing.key_id ?? made[newcomers.indexOf(part)] ?? ''
  const own = { case: standing?.key_id ?? keyId, victim: keyOf('victim'), perpetrator: keyOf('perpetrator') }
  try {
    return await write(deps, actor, interviewId, prepared, await buildRows(keys, { ...prepared, keys: own }))
  } catch (error) {
    await keys.destroyAll(made)
    if (error instanceof AlreadySubmitted) return earlierSubmission(deps, error.assessmentId)
    if (error instanceof OutOfReach) return error.outcome
    if (error instanceof IinTaken) return fail<Submitted>({ code: 'match_undecided', at: parts[error.place] })
    throw error
  }
}

async function write(
  deps: CommandDeps,
  actor: Actor,
  interviewId: string,
  prepared: Prepared,
  rows: CaseRows,
): Promise<Outcome<Submitted>> {
  const { assessment, caseFile } = rows
  return change(deps.db, contextOf(deps, actor, prepared.region), async tx => {
    await stillDraftOrThrow(tx, actor, interviewId, assessment.submitted_at)
    await samePeopleOrThrow(deps, tx, prepared)
    await insertRows(tx, deps.db.keys, rows, await freeNumber(tx, deps, caseFile.district))
    await closeInterview(tx, interviewId, assessment.id, assessment.submitted_at)
    const closed = await closeOwnCase(tx, deps, caseFile, prepared.region)
    return {
      value: succeed({ assessmentId: assessment.id, caseId: caseFile.id }),
      entries: [...entriesOf(rows, interviewId), ...closed],
    }
  })
}

async function stillDraftOrThrow(tx: Source, actor: Actor, interviewId: string, at: string): Promise<void> {
  const found = await findOwnInterview(tx, actor, interviewId)
  if (!found.ok) throw new OutOfReach(fail(...found.faults))
  if (found.value.assessment_id !== null) throw new AlreadySubmitted(found.value.assessment_id)
  if (found.value.expires_at <= at) throw new OutOfReach(draftExpired())
}

/** A pair that got its case, or a person that was merged, between reading and writing is judged anew. */
async function samePeopleOrThrow(deps: CommandDeps, tx: Source, prepared: Prepared): Promise<void> {
  const { parties, standing, definitions, meeting } = prepared
  if (!parties) return
  for (const part of parts) {
    const known = parties[part].known?.standing
    if (known && (await findPerson(tx, known.id))?.merged_into !== null) throw new OutOfReach(changedMeanwhile(part))
  }
  const pair = await findStandingPair(deps, tx, meeting.actor, parties, definitions.procedure.listing.repeat_months)
  if (pair?.caseFile?.id !== standing?.id) throw new OutOfReach(changedMeanwhile('victim'))
}

const changedMeanwhile = (at: Part) => fail<never>({ code: 'changed_meanwhile', at })

export async function freeNumber(tx: Source, deps: CommandDeps, district: string): Promise<string> {
  const year = deps.now.toZonedDateTimeISO(deps.calendar.zone).year
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const number = proposeCaseNumber(district, year, deps.newId())
    if (!(await hasCaseNumber(tx, number))) return number
  }
  throw new Error(`no free case number in ${district} for ${year}`)
}

export async function insertRows(
  tx: Source,
  keys: CommandDeps['db']['keys'],
  rows: CaseRows,
  number: string,
): Promise<void> {
  await insertParties(tx, keys, rows.people)
  await insertIncident(tx, rows.incident)
  await insertAssessment(tx, rows.assessment)
  await insertDefinitions(tx, rows.definitions, rows.assessment.submitted_at)
  if (rows.standing) return insertFurtherRows(tx, rows.standing, rows)
  await insertCase(tx, { ...rows.caseFile, number })
  await insertMeasures(tx, rows.measures)
  if (rows.agendaItem) await insertAgendaItem(tx, rows.agendaItem)
}

export function entriesOf(rows: CaseRows, interviewId: string): AuditEntry[] {
  const { caseFile, assessment, agendaItem } = rows
  const subject = `case:${caseFile.id}`
  const details = { assessment: assessment.id, interview: interviewId, category: caseFile.category }
  const first = rows.standing
    ? { action: 'incident.recorded', subject, details: { incident: rows.incident.id } }
    : { action: 'case.opened', subject }
  const submitted = { action: 'assessment.submitted', subject, details }
  const entries: AuditEntry[] = [first, submitted, ...entriesOfParties(rows.people)]
  if (agendaItem) entries.push({ action: 'agenda_item.listed', subject, details: { agenda_item: agendaItem.id } })
  return entries
}

async function earlierSubmission(deps: CommandDeps, assessmentId: string): Promise<Outcome<Submitted>> {
  const row = await findAssessment(deps.db.write, assessmentId)
  return row ? succeed({ assessmentId, caseId: row.case_id }) : fail({ code: 'not_found' })
}

class AlreadySubmitted extends Error {
  readonly assessmentId: string
  constructor(assessmentId: string) {
    super('the interview has become an assessment meanwhile')
    this.assessmentId = assessmentId
  }
}

class OutOfReach extends Error {
  readonly outcome: Outcome<never>
  constructor(outcome: Outcome<never>) {
    super('the interview is no longer within reach')
    this.outcome = outcome
  }
}
