/** The people of the accounts and the cases that are closed to them. */
export type OwnPersonTables = {
  /** Somebody with an account, or a relative whom they have declared. */
  own_person: {
    id: string
    account_id: string
    region: string
    relation: string
    key_id: string
    sealed_identity: string
    declared_at: string
    declared_by: string
  }
  own_person_index: { token: string; own_person_id: string }
  /** A case in which an own person is a party. */
  own_case: { own_person_id: string; case_id: string; closed_at: string }
  review_notice: {
    id: string
    case_id: string
    region: string
    told_at: string
    seen_at: string | null
    seen_by: string | null
  }
}
