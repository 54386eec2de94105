import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { hasCaseNumber } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { closeInterview, type InterviewRow } from '../../storage/interview-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { draftExpired, findOwnDraft, findOwnInterview } from '../interview/own-interview.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { meetUnseen } from '../own-person/meet-unseen.ts'
import { entriesOfParties } from '../person/insert-parties.ts'
import { parts, type Part } from '../person/party-decision.ts'
import { resolveParties, type ResolvedParties } from '../person/resolve-parties.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { buildRows, type CaseRows, type Opening } from './build-rows.ts'
import { factsOfKnownPair, factsOfNewCase, toldAtOf } from './case-facts.ts'
import { proposeCaseNumber } from './case-number.ts'
import { checkDraft, type CheckedDraft } from './check-draft.ts'
import type { Submission, Submitted } from './check-submission.ts'
import { earlierSubmission, findEarlier } from './earlier-submission.ts'
import { insertOpenings } from './insert-openings.ts'
import { judgeWithMeasures } from './judge-answers.ts'
import { entryOfRefusal } from './refuse-sharing.ts'
import { findChangedParty, findStandingPair, type StandingPair } from './standing-case.ts'
import { submitReassessment } from './submit-reassessment.ts'

export type { Submission } from './check-submission.ts'

/**
 * Turns the actor's own draft into a case with its first assessment, measures and place in the queue: all of it or
 * nothing. A second submission finds the first and changes nothing. Faults leave the draft as it was. The draft of a
 * known case becomes its next assessment; so does one whose two people are recognised as those of a case within reach.
 */
export async function submitAssessment(
  deps: CommandDeps,
  actor: Actor,
  submission: Submission,
): Promise<Outcome<Submitted>> {
  const found = await findOwnInterview(deps.db.read, actor, submission.interviewId)
  if (!found.ok) return found
  const { id, assessment_id, expires_at } = found.value
  if (assessment_id !== null) return earlierSubmission(deps, assessment_id)
  if (expires_at <= toStamp(deps.now)) return draftExpired()
  const done = await submitDraft(deps, actor, found.value, submission)
  return done.ok ? done : ((await findEarlier(deps, id)) ?? done)
}

async function submitDraft(deps: CommandDeps, actor: Actor, interview: InterviewRow, submission: Submission) {
  if (interview.case_id !== null) return submitReassessment(deps, actor, { interview, submission, parties: null })
  const whole = await checkDraft(deps, interview, submission)
  if (!whole.ok) return whole
  const meeting = await meetUnseen(deps, actor, whole.value.checked, submission.people ?? {})
  const resolved = await resolveParties(deps, meeting.actor, whole.value.checked, meeting.people, meeting.unasked)
  if (!resolved.ok) return resolved
  const parties = resolved.value
  const pair = await findStandingPair(deps, deps.db.read, meeting.actor, parties)
  if (!pair?.caseFile) {
    const { organisation } = meeting.actor
    const prepared = await prepare(deps, interview, { submission, organisation, parties, pair }, whole.value)
    return openNewCase(deps, meeting.actor, prepared)
  }
  const bound = { ...interview, case_id: pair.caseFile.id, prompt: 'new_incident' }
  return submitReassessment(deps, meeting.actor, { interview: bound, submission, parties })
}

type Recognised = {
  readonly submission: Submission
  readonly organisation: string
  readonly parties: ResolvedParties
  /** What they have together in the register, all of it beyond the actor's reach. */
  readonly pair: StandingPair | null
}

type Prepared = Omit<Opening, 'keys' | 'parties'> & {
  readonly parties: ResolvedParties
  readonly keyId: string
  readonly interview: InterviewRow
}

async function prepare(
  deps: CommandDeps,
  interview: InterviewRow,
  { submission, organisation, parties, pair }: Recognised,
  { definitions, checked, keyId }: CheckedDraft,
): Promise<Prepared> {
  const { newId, now, calendar } = deps
  const { region, district, account_id: officer } = interview
  const { answers } = checked
  const first = factsOfNewCase(definitions.bank, answers)
  const { repeat_months: repeatMonths } = definitions.procedure.listing
  const known = { caseIds: pair?.caseIds ?? [], repeatMonths, toldAt: toldAtOf(answers, deps) }
  const facts = pair ? await factsOfKnownPair(deps, deps.db.read, known, first) : first
  const judged = judgeWithMeasures({ definitions, answers, facts, raise: undefined }, now, calendar)
  const edge = { newId, now, calendar, region, district, officer, organisation, keyId, interview }
  return { ...edge, parties, submission, definitions, judged, checked }
}

async function openNewCase(deps: CommandDeps, actor: Actor, prepared: Prepared): Promise<Outcome<Submitted>> {
  const { keys } = deps.db
  const { parties, keyId } = prepared
  const newcomers = parts.filter(part => !parties[part].known)
  const made = await keys.createMany('person', newcomers.length)
  const keyOf = (part: Part) => parties[part].known?.found.row.key_id ?? made[newcomers.indexOf(part)] ?? ''
  const own = { case: keyId, victim: keyOf('victim'), perpetrator: keyOf('perpetrator') }
  // After a fault the keys stay: the commit may have gone through unheard. `doctor` sweeps those that no row names.
  const done = await write(deps, actor, prepared, await buildRows(keys, { ...prepared, keys: own }))
  if (!done.ok) await keys.destroyAll(made)
  return done
}

async function write(
  deps: CommandDeps,
  actor: Actor,
  { region, parties, interview }: Prepared,
  rows: CaseRows,
): Promise<Outcome<Submitted>> {
  const { assessment, caseFile } = rows
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    takeOrRefuse(await findOwnDraft(tx, actor, interview.id, assessment.submitted_at))
    const fault = await findChangedParty(deps, tx, actor, parties, null)
    if (fault) throw new Refusal(fault)
    const number = await freeNumber(tx, deps, caseFile.district)
    await insertOpenings(tx, deps.db.keys, [{ rows, number }], actor.excluded)
    const end = { assessmentId: assessment.id, at: assessment.submitted_at }
    if (!(await closeInterview(tx, interview, end))) throw new Refusal({ code: 'draft_changed' })
    const closed = await closeOwnCase(tx, deps, caseFile, region)
    return {
      value: succeed({ assessmentId: assessment.id, caseId: caseFile.id }),
      entries: [...entriesOf(rows, interview.id), ...closed],
    }
  })
}

/** `given`: numbers that are taken and not stored yet. */
export async function freeNumber(
  tx: Source,
  deps: CommandDeps,
  district: string,
  given: { has(number: string): boolean } = new Set(),
): Promise<string> {
  const year = deps.now.toZonedDateTimeISO(deps.calendar.zone).year
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const number = proposeCaseNumber(district, year, deps.newId())
    if (!given.has(number) && !(await hasCaseNumber(tx, number))) return number
  }
  throw new Error(`no free case number in ${district} for ${year}`)
}

export function entriesOf(rows: CaseRows, interviewId: string): AuditEntry[] {
  const { caseFile, assessment, agendaItem, refusal } = rows
  const subject = `case:${caseFile.id}`
  const details = { assessment: assessment.id, interview: interviewId, category: caseFile.category }
  const opened = { action: 'case.opened', subject }
  const submitted = { action: 'assessment.submitted', subject, details }
  const entries: AuditEntry[] = [opened, submitted, ...entriesOfParties(rows.people)]
  if (agendaItem) entries.push({ action: 'agenda_item.listed', subject, details: { agenda_item: agendaItem.id } })
  if (refusal) entries.push(entryOfRefusal(refusal))
  return entries
}
