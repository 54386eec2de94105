import type { Assessment } from '../../domain/assessment/assess.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import type { AssessmentRow, DefinitionRow, StoredAssessmentRow } from '../../storage/assessment-store.ts'
import { accountPlace, casePlace, openCase, type CaseRow, type IncidentRow } from '../../storage/case-store.ts'
import type { InterviewRow } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { sealAssessment } from './assessment-row.ts'
import { instantOf } from './build-rows.ts'
import type { CheckedAnswers, Submission } from './check-submission.ts'
import type { Definitions } from './definitions.ts'

/** A reassessment that was checked and judged, not yet stored. */
export type Reassessed = {
  readonly one: CaseRow
  /** The assessment that it is compared with. */
  readonly last: AssessmentRow
  readonly interview: InterviewRow
  readonly officer: string
  readonly submission: Submission
  readonly definitions: Definitions
  readonly checked: CheckedAnswers
  readonly facts: Facts
  readonly result: Assessment
  readonly changed: readonly string[]
  readonly newIncident: boolean
}

export type ReassessmentRows = {
  readonly assessment: StoredAssessmentRow
  readonly incident: IncidentRow | null
  readonly definitions: readonly DefinitionRow[]
  readonly caseChange: Pick<CaseRow, 'relationship' | 'sealed_contact' | 'sealed_wishes'>
}

/** All under the key of the case. */
export async function buildReassessment(deps: CommandDeps, made: Reassessed): Promise<ReassessmentRows> {
  const incident = made.newIncident ? await buildIncident(deps, made) : null
  const assessment = await buildAssessment(deps, made, incident?.id ?? made.last.incident_id)
  const place = { assessment_id: assessment.id, region: assessment.region }
  return {
    assessment,
    incident,
    definitions: made.definitions.used.map(used => ({ ...place, ...used })),
    caseChange: await changeCase(deps, made),
  }
}

async function buildIncident(deps: CommandDeps, { one, checked, officer }: Reassessed): Promise<IncidentRow> {
  const id = deps.newId()
  const { answers } = checked
  const account = String(answers['incident_account']?.value ?? '')
  const happened = instantOf(answers['incident_at']?.value, deps.calendar.zone) ?? deps.now
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
  const { one, last, submission, facts, result, changed, interview } = made
  const { concern, priorCategory } = submission
  const own = { supersedes_id: null, origin_id: null, follows_id: last.id, stood_category: one.category }
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
    lineage: { kind: 'reassessment', serial: last.serial + 1, prompt: interview.prompt, ...own },
  })
}

/** What was not asked again stays as it was told before. */
async function changeCase({ db }: CommandDeps, { one, checked }: Reassessed): Promise<ReassessmentRows['caseChange']> {
  const { answers, relationship } = checked
  const before = await openCase(db, one)
  const text = (item: 'wishes' | 'fears') => String(answers[item]?.value ?? before[item])
  const contact = answers['safe_contact']?.value ?? before.contact
  const wishes = { wishes: text('wishes'), fears: text('fears') }
  const seal = (column: 'sealed_contact' | 'sealed_wishes', value: unknown) =>
    db.keys.seal(one.key_id, casePlace(one.id, column), JSON.stringify(value))
  return {
    relationship,
    sealed_contact: await seal('sealed_contact', contact),
    sealed_wishes: await seal('sealed_wishes', wishes),
  }
}
