import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Category, Procedure } from '../../domain/questionnaire/procedure.ts'
import { assessmentPlace, type StoredAssessmentRow } from '../../storage/assessment-store.ts'
import type { Database } from '../../storage/database.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { StoredResult } from './judge-answers.ts'

/** What an assessment says of its place among those of its case. */
export type Lineage = Pick<
  StoredAssessmentRow,
  'kind' | 'serial' | 'supersedes_id' | 'origin_id' | 'follows_id' | 'stood_category' | 'prompt'
>

export const firstOfCase: Lineage = {
  kind: 'first',
  serial: 1,
  supersedes_id: null,
  origin_id: null,
  follows_id: null,
  stood_category: null,
  prompt: null,
}

/** The officer's own words, sealed as they stand. */
export type AssessmentWords = {
  readonly concern: string
  readonly correction?: string | undefined
  readonly raise: { readonly category: Category; readonly reason: string } | null
}

export type NewAssessment = {
  readonly id: string
  readonly caseId: string
  readonly incidentId: string
  readonly region: string
  readonly district: string
  readonly officer: string
  readonly at: Temporal.Instant
  readonly priorCategory: Category
  readonly words: AssessmentWords
  readonly answers: Answers
  readonly result: StoredResult
  readonly procedure: Procedure
  readonly lineage: Lineage
}

/** Who the two are lies under keys of their own, so that one of them can be forgotten alone. */
export async function sealAssessment(
  keys: Database['keys'],
  keyId: string,
  made: NewAssessment,
): Promise<StoredAssessmentRow> {
  const seal = (column: 'sealed_concern' | 'sealed_answers', value: object) =>
    keys.seal(keyId, assessmentPlace(made.id, column), JSON.stringify(value))
  const { category, provisional } = made.result.assessment
  return {
    id: made.id,
    case_id: made.caseId,
    incident_id: made.incidentId,
    region: made.region,
    district: made.district,
    submitted_at: toStamp(made.at),
    submitted_by: made.officer,
    prior_category: made.priorCategory,
    sealed_concern: await seal('sealed_concern', made.words),
    sealed_answers: await seal('sealed_answers', withoutPeople(made.answers)),
    category,
    provisional: provisional ? 1 : 0,
    result: JSON.stringify(made.result),
    procedure_name: made.procedure.procedure,
    procedure_version: made.procedure.version,
    ...made.lineage,
  }
}

function withoutPeople(answers: Answers) {
  return Object.fromEntries(Object.entries(answers).filter(([item]) => item !== 'victim' && item !== 'perpetrator'))
}
