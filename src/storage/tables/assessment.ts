/** From the first answer to the stored assessment, and what changes its category. */
export type AssessmentTables = {
  interview: {
    id: string
    region: string
    district: string
    account_id: string
    /** Made at the first answer. */
    key_id: string | null
    bank_version: string
    started_at: string
    updated_at: string
    expires_at: string
    /** The assessment that it became; a second submission finds it and has no second effect. */
    assessment_id: string | null
    /** The case that is assessed again; null while the interview will open one. */
    case_id: string | null
    /** Code of what made the reassessment due; null without a case. */
    prompt: string | null
  }
  interview_answer: {
    interview_id: string
    item: string
    sealed_answer: string
    answered_at: string
    /** Taken over from the last assessment and not touched since. */
    prefilled: 0 | 1
  }
  assessment: {
    id: string
    case_id: string
    incident_id: string
    region: string
    district: string
    submitted_at: string
    submitted_by: string
    prior_category: string
    sealed_concern: string
    sealed_answers: string
    category: string
    provisional: 0 | 1
    /** Codes only: scores, contributions, triggers, reasons. */
    result: string
    procedure_name: string
    procedure_version: string
    /** `first`, `reassessment`; `records` and `raise` recompute the assessment that they supersede. */
    kind: string
    /** Counts the assessments of one case from 1. */
    serial: number
    supersedes_id: string | null
    /** The interview's assessment that a recomputation goes back to; null where it is this one. */
    origin_id: string | null
    /** The assessment that a reassessment is compared with. */
    follows_id: string | null
    /** The category of the case before a reassessment. */
    stood_category: string | null
    prompt: string | null
  }
  assessment_definition: {
    assessment_id: string
    region: string
    kind: string
    name: string
    version: string
    sha256: string
  }
  /** A raise that the unit head has to acknowledge. The reason lies sealed in its assessment. */
  category_raise: HeadMatter & {
    raised_at: string
    raised_by: string
    acknowledged_at: string | null
    acknowledged_by: string | null
  }
  /** A lower category that waits for the unit head: `pending`, `agreed`, `declined` or `superseded`. */
  category_lowering: HeadMatter & {
    state: string
    asked_at: string
    asked_by: string
    sealed_reason: string | null
    decided_at: string | null
    decided_by: string | null
  }
  structured_judgement: {
    id: string
    assessment_id: string
    case_id: string
    region: string
    instrument: string
    version: string
    sealed_codings: string
    recorded_at: string
    recorded_by: string
  }
  printed_sheet: {
    id: string
    /** As it stands on the paper. */
    number: string
    assessment_id: string
    case_id: string
    region: string
    language: string
    /** Ids of the reference entries that the paper names, as a JSON array. */
    legal_bases: string
    /** Ids of the measures that the paper names, as a JSON array. */
    measures: string
    printed_at: string
    printed_by: string
  }
}

type HeadMatter = {
  id: string
  case_id: string
  assessment_id: string
  /** The interview's assessment that it goes back to. */
  origin_id: string
  region: string
  district: string
  from_category: string
  to_category: string
}
