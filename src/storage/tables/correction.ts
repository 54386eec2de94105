/** What was asked to be put right, and what counts no longer. */
export type CorrectionTables = {
  correction: {
    id: string
    /** `void` or `swap`. */
    kind: string
    /** `assessment`, `incident`, `order` or `case`. */
    target_kind: string
    target_id: string
    case_id: string
    region: string
    district: string
    /** `pending`, `agreed` or `declined`. */
    state: string
    sealed_reason: string
    asked_at: string
    asked_by: string
    /** Why it was declined. */
    sealed_answer: string | null
    decided_at: string | null
    decided_by: string | null
    /** The case that faces the right way; null for anything but an agreed swap. */
    made_case_id: string | null
  }
  /** Each thing that an agreed correction took out of clocks, figures and queue. */
  voided: {
    target_kind: string
    target_id: string
    correction_id: string
    case_id: string
    region: string
    voided_at: string
  }
}
