/** A case, what happened, what is due and what the commission has before it. */
export type CaseTables = {
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
    /** Who works on it; null where everybody of the district's inspectors does. */
    officer_id: string | null
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
  measure: {
    id: string
    case_id: string
    assessment_id: string
    region: string
    district: string
    code: string
    obligation: string
    owner_role: string
    /** When its clock began, and what it counts in. */
    opened_at: string
    unit: string
    due_at: string
    state: string
    sealed_note: string | null
    closed_at: string | null
    /** When it was carried out, where that was told. */
    done_at: string | null
    /** How it was for her afterwards, and where the proof lies. */
    effect: string | null
    evidence: string | null
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
