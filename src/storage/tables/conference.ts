/** The tables of the commission, its sittings and what they decide; by the same conventions as `schema.ts`. */
export type ConferenceTables = {
  commission: {
    id: string
    region: string
    district: string
    name_kk: string
    name_ru: string
    place_kk: string
    place_ru: string
    rhythm: string
    opening_minutes: number
    new_case_minutes: number
    repeat_minutes: number
    /** Codes of agencies, as a JSON object `always`, `with_children`. */
    quorum: string
    created_at: string
  }
  commission_seat: {
    id: string
    commission_id: string
    region: string
    agency: string
    office: string
    /** Accounts; null while nobody is named. */
    representative_id: string | null
    deputy_id: string | null
    term_until_on: string | null
    licence_until_on: string | null
    active: 0 | 1
    changed_at: string
  }
  sitting: {
    id: string
    commission_id: string
    region: string
    district: string
    kind: string
    starts_at: string
    minutes_booked: number
    place_kk: string
    place_ru: string
    state: string
    /** The procedure whose clocks and risks count for it. */
    procedure_name: string
    procedure_version: string
    invited_at: string | null
    opened_at: string | null
    closed_at: string | null
    /** Agencies that the quorum lacked at the opening, as a JSON array; null before. */
    quorum_missing: string | null
  }
  sitting_attendance: {
    sitting_id: string
    seat_id: string
    region: string
    agency: string
    /** `representative`, `deputy` or `absent`. */
    came: string
    account_id: string | null
    /** When somebody came after the opening. */
    late_at: string | null
  }
  /** The confidentiality statement, by person and sitting. */
  sitting_statement: { sitting_id: string; account_id: string; region: string; signed_at: string }
  /** A case that is closed to a person because of a conflict that was declared. */
  case_conflict: {
    case_id: string
    account_id: string
    region: string
    declared_at: string
    declared_by: string
  }
  sitting_item: {
    id: string
    sitting_id: string
    agenda_item_id: string
    case_id: string
    region: string
    district: string
    position: number
    track: string
    kind: string
    /** Only who is named in `item_reader` may know of it. */
    closed: 0 | 1
    category: string
    category_rank: number
    with_children: 0 | 1
    minutes_planned: number
    state: string
    opened_at: string | null
    spent_seconds: number
    heard_at: string | null
    presiding_id: string | null
    /** `for`, `against`, `abstained`, as a JSON object. */
    votes: string | null
    sealed_reason: string | null
  }
  item_reader: { item_id: string; account_id: string; region: string; named_at: string; named_by: string }
  sitting_note: {
    item_id: string
    field: string
    region: string
    sealed_text: string
    saved_at: string
    saved_by: string
  }
  research_request: {
    id: string
    sitting_id: string
    item_id: string
    case_id: string
    region: string
    seat_id: string
    agency: string
    asked_of: string
    asked_as: string
    asked_at: string
    answer_by: string
    reminded_at: string | null
    state: string
    sealed_answer: string | null
    answered_at: string | null
    answered_by: string | null
  }
  plan_review: {
    item_id: string
    action_id: string
    region: string
    outcome: string
    reviewed_at: string
    reviewed_by: string
  }
  commission_action: {
    id: string
    sitting_id: string
    item_id: string
    case_id: string
    region: string
    district: string
    /** Counts the instructions of one item from 1. */
    serial: number
    seat_id: string | null
    agency: string | null
    risk: string | null
    due_on: string | null
    sealed_text: string
    state: string
    sent_at: string | null
    sealed_answer: string | null
    answered_at: string | null
    answered_by: string | null
  }
  minutes: {
    id: string
    sitting_id: string
    region: string
    number: string
    /** The content without the items, as JSON: officials, no party of a case. */
    head: string
    sha256: string
    made_at: string
    frozen_at: string | null
  }
  minutes_part: {
    minutes_id: string
    item_id: string
    position: number
    case_id: string
    region: string
    sealed_content: string
    sha256: string
  }
  minutes_approval: {
    minutes_id: string
    account_id: string
    office: string
    region: string
    signed_at: string
    /** In which capacity the chair's place was signed. */
    capacity: string | null
  }
  minutes_addendum: {
    id: string
    minutes_id: string
    serial: number
    item_id: string
    case_id: string
    region: string
    sealed_text: string
    added_at: string
    added_by: string
  }
  printed_copy: {
    id: string
    sitting_id: string
    region: string
    kind: string
    agency: string | null
    /** Of its kind and sitting, from 1. */
    copy: number
    printed_at: string
    printed_by: string
  }
}
