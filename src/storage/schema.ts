import type { Generated } from 'kysely'
import type { ConferenceSchema } from './conference-schema.ts'

/**
 * The tables as the program sees them. Instants are ISO text in UTC with milliseconds, dates `YYYY-MM-DD`, flags 0/1,
 * `sealed_*` columns ciphertext, JSON text. Every row that belongs to a case carries the case's region.
 */
export type Schema = ConferenceSchema & {
  organisation: {
    id: string
    kind: string
    name_kk: string
    name_ru: string
    region: string
    district: string | null
    active: 0 | 1
    created_at: string
  }
  account: {
    id: string
    /** Folded for look-up; the name as typed stands beside it. */
    username: string
    display_name: string
    role: string
    organisation_id: string
    region: string
    district: string | null
    password_hash: string
    language: string
    active: 0 | 1
    created_at: string
  }
  session: {
    id_hash: string
    account_id: string | null
    data: string
    created_at: string
    seen_at: string
    expires_at: string
  }
  attempt_limit: { key: string; points: number; expires_at: string | null }
  /** Work of the program itself; `result` is JSON. */
  job: { name: string; holder: string; leased_until: string; ran_at: string | null; result: string | null }
  audit_head: { region: string; seq: number; hash: string }
  audit_entry: {
    region: string
    seq: number
    at: string
    actor_id: string
    actor_role: string
    action: string
    subject: string
    details: string
    prev_hash: string
    hash: string
  }
  tombstone: { key_id: string; kind: string; destroyed_at: string }
  definition_use: { kind: string; name: string; version: string; sha256: string; first_used_at: string }
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
  person: {
    id: string
    region: string
    key_id: string
    sealed_identity: string
    sex: string
    created_at: string
    /** The record that this one was found to repeat; both keep their rows. */
    merged_into: string | null
    /** Version of the folding rules by which the clues were made; 0 before the first time. */
    indexed: Generated<number>
    /** Language, interpreter, disability, pregnancy, employment: JSON, null while nobody has asked. */
    sealed_card: string | null
  }
  /** Another name, birth date or number of the same person. */
  person_alias: {
    id: string
    person_id: string
    region: string
    kind: string
    sealed_alias: string
    added_at: string
    added_by: string
  }
  person_phone: {
    id: string
    person_id: string
    region: string
    sealed_phone: string
    added_at: string
    added_by: string
  }
  person_address: {
    id: string
    person_id: string
    region: string
    sealed_address: string
    added_at: string
    added_by: string
  }
  /** Keyed clues by which a sealed person is found. */
  person_index: { token: string; person_id: string }
  /** The one person who holds an IIN: the second of two records made at once meets it. */
  person_iin: { token: string; person_id: string }
  person_decision: {
    id: string
    one_id: string
    other_id: string
    region: string
    decision: string
    decided_at: string
    decided_by: string
  }
  person_merge: {
    id: string
    kept_id: string
    merged_id: string
    region: string
    action: string
    sealed_reason: string
    done_at: string
    done_by: string
  }
  /** Why a number that does not fit was kept. */
  iin_exception: {
    id: string
    person_id: string
    region: string
    doubts: string
    sealed_reason: string
    kept_at: string
    kept_by: string
  }
  /** The people named, one by one, who may see where the victim of a case is. */
  location_reader: {
    case_id: string
    account_id: string
    region: string
    named_at: string
    named_by: string
  }
  case_file: {
    id: string
    number: string
    region: string
    district: string
    victim_id: string
    perpetrator_id: string
    relationship: string
    key_id: string
    state: string
    category: string
    category_rank: number
    provisional: 0 | 1
    reassess_by: string
    sealed_contact: string
    sealed_wishes: string
    opened_at: string
    opened_by: string
  }
  incident: {
    id: string
    case_id: string
    region: string
    sealed_account: string
    happened_at: string
    recorded_at: string
    recorded_by: string
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
  assessment_definition: {
    assessment_id: string
    region: string
    kind: string
    name: string
    version: string
    sha256: string
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
  reference_entry: {
    id: string
    kind: string
    code: string
    valid_from_on: string
    valid_to_on: string | null
    revision: number
    content: string
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
  measure: {
    id: string
    case_id: string
    assessment_id: string
    region: string
    district: string
    code: string
    obligation: string
    owner_role: string
    due_at: string
    state: string
    sealed_note: string | null
    closed_at: string | null
    closed_by: string | null
  }
  agenda_item: {
    id: string
    case_id: string
    region: string
    district: string
    category: string
    category_rank: number
    /** Codes of the listing criteria, as a JSON array. */
    reasons: string
    listed_at: string
    /** A provisional case stands in the queue from here on. */
    available_at: string
    hear_by: string
    state: string
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
