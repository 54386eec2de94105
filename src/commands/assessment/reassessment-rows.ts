import type { Assessment } from '../../domain/assessment/assess.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import type { AssessmentRow, DefinitionRow, StoredAssessmentRow } from '../../storage/assessment-store.ts'
import { accountPlace, casePlace, openCase, type CaseRow, type IncidentRow } from '../../storage/case-store.ts'
import type { InterviewRow } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { sealAssessment } from './assessment-row.ts'
import { buildParties } from '../person/build-parties.ts'
import type { PartyRows } from '../person/party-rows.ts'
import type { ResolvedParties } from '../person/resolve-parties.ts'
import type { CheckedAnswers, Submission } from './check-submission.ts'
import type { Definitions } from './definitions.ts'

/** A reassessment that was checked and judged, not yet stored. */
export type Reassessed = {
  readonly one: CaseRow
  /** The assessment that it is compared with; null where none stands any more. */
  readonly last: AssessmentRow | null
  readonly serial: number
  /** The incident that is looked at again where none is told. */
  readonly incidentId: string
  readonly interview: InterviewRow
  readonly officer: string
  readonly organisation: string
  readonly submission: Submission
  /** How the two were recognised; null where the interview was begun about the case itself. */
  readonly parties: ResolvedParties | null
  readonly definitions: Definitions
  readonly checked: CheckedAnswers
  readonly facts: Facts
  readonly result: Assessment
  readonly changed: readonly string[]
  /** When the incident happened that is being told; null when the last one is looked at again. */
  readonly toldAt: Temporal.Instant | null
}

export type ReassessmentRows = {
  /** What was told of the two and the register did not know yet. */
  readonly people: readonly PartyRows[]
  readonly assessment: StoredAssessmentRow
  readonly incident: IncidentRow | null
  readonly definitions: readonly DefinitionRow[]
  readonly caseChange: Pick<CaseRow, 'relationship' | 'sealed_contact' | 'sealed_wishes'>
}

/** All under the key of the case, and what is told of the people under theirs. */
export async function buildReassessment(deps: CommandDeps, made: Reassessed): Promise<ReassessmentRows> {
  const incident = made.toldAt ? await buildIncident(deps, made, made.toldAt) : null
  const assessment = await buildAssessment(deps, made, incident?.id ?? made.incidentId)
  const place = { assessment_id: assessment.id, region: assessment.region }
  return {
    people: await buildPeople(deps, made),
    assessment,
    incident,
    definitions: made.definitions.used.map(used => ({ ...place, ...used })),
    caseChange: await changeCase(deps, made),
  }
}

async function buildPeople(deps: CommandDeps, made: Reassessed): Promise<readonly PartyRows[]> {
  const { parties, officer, checked, one } = made
  if (!parties?.victim.known || !parties.perpetrator.known) return []
  const [victim, perpetrator] = [parties.victim.known.found.row, parties.perpetrator.known.found.row]
  const keys = { victim: victim.key_id, perpetrator: perpetrator.key_id }
  const origin = { district: one.district, organisation_id: made.organisation, case_id: one.id }
  const { newId, now, db } = deps
  return buildParties(db, { newId, now, officer, region: one.region, origin, checked, parties, keys })
}

async function buildIncident(
  deps: CommandDeps,
  { one, checked, officer }: Reassessed,
  happened: Temporal.Instant,
): Promise<IncidentRow> {
  const id = deps.newId()
  const account = String(checked.answers['incident_account']?.value ?? '')
  return {
    id,
    case_id: one.id,
    region: one.region,
    sealed_account: await deps.db.keys.seal(one.key_id, accountPlace(id), account),
    happened_at: toStamp(happened),
    recorded_at: toStamp(deps.now),
    recorded_by: officer,
  }
}

async function buildAssessment(deps: CommandDeps, made: Reassessed, incidentId: string): Promise<StoredAssessmentRow> {
  const { one, last, submission, facts, result, changed, interview, serial } = made
  const { concern, priorCategory } = submission
  const stood_category = last ? one.category : null
  const own = { supersedes_id: null, origin_id: null, follows_id: last?.id ?? null, stood_category }
  return sealAssessment(deps.db.keys, one.key_id, {
    id: deps.newId(),
    caseId: one.id,
    incidentId,
    region: one.region,
    district: one.district,
    officer: made.officer,
    at: deps.now,
    priorCategory,
    words: { concern, raise: null },
    answers: made.checked.answers,
    result: { facts, raised_to: null, assessment: result, changed },
    procedure: made.definitions.procedure,
    lineage: { kind: 'reassessment', serial, prompt: interview.prompt, ...own },
  })
}

/** What was not asked again stays as it was told before. */
async function changeCase({ db }: CommandDeps, { one, checked }: Reassessed): Promise<ReassessmentRows['caseChange']> {
  const { answers, relationship } = checked
  const before = await openCase(db, one)
  const text = (item: 'wishes' | 'fears') => String(answers[item]?.value ?? before[item])
  const contact = answers['safe_contact']?.value ?? before.contact
  const wishes = { wishes: text('wishes'), fears: text('fears'), talk: before.talk }
  const seal = (column: 'sealed_contact' | 'sealed_wishes', value: unknown) =>
    db.keys.seal(one.key_id, casePlace(one.id, column), JSON.stringify(value))
  return {
    relationship,
    sealed_contact: await seal('sealed_contact', contact),
    sealed_wishes: await seal('sealed_wishes', wishes),
  }
}
