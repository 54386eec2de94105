import type { Actor } from '../../domain/access/decide.ts'
import { compareAnswers } from '../../domain/assessment/compare-answers.ts'
import { tellsOfIncident } from '../../domain/assessment/prompt.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import {
  findLastAssessment,
  insertAssessment,
  insertDefinitions,
  nextSerial,
  openAssessment,
} from '../../storage/assessment-store.ts'
import { findLastIncident, insertIncident, updateCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeInterview, joinCase, type InterviewRow } from '../../storage/interview-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { findOwnDraft } from '../interview/own-interview.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { entriesOfParties, insertParties } from '../person/insert-parties.ts'
import type { ResolvedParties } from '../person/resolve-parties.ts'
import { changeOrRefuse, Refusal, untilLatest, takeOrRefuse } from '../refusal.ts'
import { factsOfKnownPair, factsOfNewCase, toldAtOf } from './case-facts.ts'
import { checkDraft } from './check-draft.ts'
import type { CheckedAnswers, Submission, Submitted } from './check-submission.ts'
import { judge } from './judge-answers.ts'
import { reachCase, reachCaseOrRefuse } from './reach-case.ts'
import { refuseSharing } from './refuse-sharing.ts'
import { buildReassessment, type Reassessed, type ReassessmentRows } from './reassessment-rows.ts'
import { categoryOrNull, settleResult } from './settle-result.ts'
import { findChangedParty, listCaseIdsOfPair } from './standing-case.ts'

const permission = 'case.reassess'

export type Retelling = {
  /** Names the case and the prompt; the stored row may lack both until now. */
  readonly interview: InterviewRow
  readonly submission: Submission
  /** How the two were recognised; null where the interview was begun about the case itself. */
  readonly parties: ResolvedParties | null
}

/**
 * Turns the actor's own draft about a known case into its next assessment. The draft had a key of its own; what it held
 * is sealed again under the key of the case. A category that falls waits for the unit head.
 */
export async function submitReassessment(
  deps: CommandDeps,
  actor: Actor,
  told: Retelling,
): Promise<Outcome<Submitted>> {
  const { key_id } = told.interview
  const done = await untilLatest(() => tryOnce(deps, actor, told))
  if (done.ok && key_id !== null) await deps.db.keys.destroy(key_id)
  return done
}

async function tryOnce(deps: CommandDeps, actor: Actor, told: Retelling) {
  const reached = await reachCase(deps, deps.db.read, actor, permission, told.interview.case_id ?? '')
  if (!reached.ok) return reached
  const prepared = await prepare(deps, actor, reached.value, told)
  if (!prepared.ok) return prepared
  return store(deps, actor, prepared.value, await buildReassessment(deps, prepared.value))
}

async function prepare(deps: CommandDeps, actor: Actor, one: CaseRow, told: Retelling): Promise<Outcome<Reassessed>> {
  const whole = await checkDraft(deps, told.interview, told.submission)
  if (!whole.ok) return whole
  const { definitions, checked } = whole.value
  const others = told.parties ? [] : await faultsOfPair(deps, one, checked)
  if (others.length > 0) return fail(...others)
  const last = await findLastAssessment(deps.db.read, one.id)
  const incident = last?.incident_id ?? (await findLastIncident(deps.db.read, one.id))?.id ?? null
  const { answers } = checked
  const { bank, procedure } = definitions
  const tells = tellsOfIncident(told.interview.prompt ?? '') || incident === null
  const toldAt = tells ? toldAtOf(answers, deps) : null
  const caseIds = await listCaseIdsOfPair(deps.db.read, one)
  const known = { caseIds, repeatMonths: procedure.listing.repeat_months, toldAt }
  const facts = await factsOfKnownPair(deps, deps.db.read, known, factsOfNewCase(bank, answers))
  const result = judge({ definitions, answers, facts, raise: undefined })
  const changed = last ? compareAnswers(bank, (await openAssessment(deps.db, last)).answers, answers) : []
  const place = {
    organisation: actor.organisation,
    serial: await nextSerial(deps.db.read, one.id),
    incidentId: incident ?? '',
  }
  const found = { facts, result, changed, toldAt, ...place }
  return succeed({ ...told, one, last, officer: actor.id, definitions, checked, ...found })
}

/** A case is about one pair: other people want a case of their own, corrected data the page of the person. */
async function faultsOfPair({ db }: CommandDeps, one: CaseRow, checked: CheckedAnswers): Promise<Fault[]> {
  const pair = [['victim', one.victim_id] as const, ['perpetrator', one.perpetrator_id] as const]
  const faults = pair.map(async ([at, id]) => {
    const row = await findPerson(db.read, id)
    const known = row && (await openPerson(db, row))
    const given: Readonly<Record<string, unknown>> = checked[at]
    const differs = known && Object.entries(known).some(([part, value]) => given[part] !== value)
    return differs ? [{ code: 'other_person', at }] : []
  })
  return (await Promise.all(faults)).flat()
}

async function store(
  deps: CommandDeps,
  actor: Actor,
  made: Reassessed,
  rows: ReassessmentRows,
): Promise<Outcome<Submitted>> {
  const { assessment } = rows
  return changeOrRefuse(deps.db, contextOf(deps, actor, made.one.region), async tx => {
    const one = await stillSameOrRefuse(deps, tx, actor, made, assessment.submitted_at)
    await insertAll(deps, tx, actor, made, rows)
    const settled = await settle(deps, tx, actor, made, one, assessment.id)
    const refusing = { caseId: one.id, region: one.region, officer: actor.id }
    const refused = await refuseSharing(tx, deps, made.checked.answers, refusing)
    const closed = await closeOwnCase(tx, deps, one, one.region)
    const value = succeed({ assessmentId: assessment.id, caseId: one.id })
    return { value, entries: [...entriesOf(made, rows), ...settled, ...refused, ...closed] }
  })
}

/** The case as read in this transaction; refused when the draft, the people or the case have changed meanwhile. */
async function stillSameOrRefuse(deps: CommandDeps, tx: Source, actor: Actor, made: Reassessed, at: string) {
  const { interview, parties, last } = made
  takeOrRefuse(await findOwnDraft(tx, actor, interview.id, at))
  const fault = parties && (await findChangedParty(deps, tx, actor, parties, made.one.id))
  if (fault) throw new Refusal(fault)
  const one = await reachCaseOrRefuse(deps, tx, actor, permission, made.one.id)
  const overtaken = (await findLastAssessment(tx, one.id))?.id !== last?.id || one.category !== made.one.category
  if (overtaken) throw new Refusal({ code: 'superseded' })
  return one
}

async function insertAll(
  deps: CommandDeps,
  tx: Source,
  { excluded }: Actor,
  { interview, one }: Reassessed,
  rows: ReassessmentRows,
) {
  const { assessment, incident } = rows
  const { id, case_id, prompt } = interview
  await insertParties(tx, deps.db.keys, { parties: rows.people, excluded })
  if (incident) await insertIncident(tx, incident)
  await insertAssessment(tx, assessment)
  await insertDefinitions(tx, rows.definitions, assessment.submitted_at)
  await updateCase(tx, one.id, rows.caseChange)
  const end = { assessmentId: assessment.id, at: assessment.submitted_at }
  if (!(await closeInterview(tx, interview, end))) throw new Refusal({ code: 'draft_changed' })
  await joinCase(tx, id, { case_id, prompt, key_id: one.key_id })
}

async function settle(deps: CommandDeps, tx: Source, actor: Actor, made: Reassessed, one: CaseRow, id: string) {
  const { definitions, result, facts, checked, toldAt } = made
  return settleResult(tx, deps, actor, {
    one,
    assessmentId: id,
    originId: id,
    procedure: definitions.procedure,
    result,
    facts,
    answers: checked.answers,
    stood: made.last ? categoryOrNull(one.category) : null,
    afresh: toldAt !== null,
    restartsClock: true,
  })
}

function entriesOf({ one, interview }: Reassessed, { assessment, incident, people }: ReassessmentRows): AuditEntry[] {
  const subject = `case:${one.id}`
  const details = { assessment: assessment.id, interview: interview.id, category: assessment.category }
  const told = incident ? [{ action: 'incident.recorded', subject, details: { incident: incident.id } }] : []
  return [...told, { action: 'assessment.submitted', subject, details }, ...entriesOfParties(people)]
}
