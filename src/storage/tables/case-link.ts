/** What belongs to a case beside its assessments. */
export type CaseLinkTables = {
  /** What she said about sharing with one agency; the last word counts. */
  consent: {
    id: string
    case_id: string
    region: string
    agency: string
    state: string
    recorded_at: string
    recorded_by: string
  }
  consent_override: {
    id: string
    case_id: string
    region: string
    agency: string
    /** Code of the legal ground. */
    ground: string
    sealed_reason: string
    authorised_by: string
    recorded_at: string
    recorded_by: string
    ends_at: string | null
  }
  /** `proposed`, `accepted`, `refused` or `withdrawn`. */
  case_transfer: {
    id: string
    case_id: string
    from_region: string
    from_district: string
    to_region: string
    to_district: string
    state: string
    sealed_reason: string
    proposed_at: string
    proposed_by: string
    sealed_answer: string | null
    answered_at: string | null
    answered_by: string | null
  }
  /** Somebody of the household, a child or a relative. */
  case_link: {
    id: string
    case_id: string
    region: string
    kind: string
    sealed_link: string
    recorded_at: string
    recorded_by: string
  }
}
