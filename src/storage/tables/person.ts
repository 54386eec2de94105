import type { Generated } from 'kysely'

/** Who learned it: the district, the agency, and the case where it was told in one. */
type Origin = { district: string; organisation_id: string; case_id: string | null }

/** People, and how one is told from another. */
export type PersonTables = {
  person: Origin & {
    id: string
    region: string
    recorded_by: string
    key_id: string
    sealed_identity: string
    sex: string
    created_at: string
    /** The record that this one was found to repeat; both keep their rows. */
    merged_into: string | null
    /** Version of the folding rules by which the clues were made; 0 before the first time. */
    indexed: Generated<number>
  }
  /** Language, interpreter, disability, pregnancy, employment: JSON; the newest within reach counts. */
  person_card: Origin & {
    id: string
    person_id: string
    region: string
    sealed_card: string
    recorded_at: string
    recorded_by: string
  }
  /** Another name, birth date or number of the same person. */
  person_alias: Origin & {
    id: string
    person_id: string
    region: string
    kind: string
    sealed_alias: string
    added_at: string
    added_by: string
  }
  person_phone: Origin & {
    id: string
    person_id: string
    region: string
    sealed_phone: string
    added_at: string
    added_by: string
  }
  person_address: Origin & {
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
  /** One person known to two districts: the head of one proposes, the head of the other agrees. */
  person_merge_proposal: {
    id: string
    kept_id: string
    merged_id: string
    region: string
    district: string
    to_region: string
    to_district: string
    /** `proposed`, `accepted`, `refused`. */
    state: string
    sealed_reason: string
    proposed_at: string
    proposed_by: string
    answered_at: string | null
    answered_by: string | null
  }
  /** Why a number that does not fit was kept. */
  iin_exception: Origin & {
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
}
