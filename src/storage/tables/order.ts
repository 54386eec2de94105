/** Acts against the perpetrator, how they are kept, and when he comes out. */
export type OrderTables = {
  /** Protective orders, special requirements, official warnings and preventive registration alike. */
  protective_order: {
    id: string
    case_id: string
    region: string
    district: string
    kind: string
    /** Number and issuer. */
    sealed_act: string
    issued_on: string
    handed_at: string | null
    /** The last day named in the act. */
    ends_on: string | null
    /** The last moment of its term; null while none runs. */
    ends_at: string | null
    /** Lifted or replaced before its end. */
    ended_at: string | null
    legal_basis_id: string | null
    /** What the weapons check found; null before it. */
    weapons: string | null
    /** Counts the orders of this kind against the same person from 1. */
    serial: number
    recorded_at: string
    recorded_by: string
  }
  /** Bears the id of the measure by which the order is checked. */
  order_check: { id: string; order_id: string; case_id: string; region: string }
  order_breach: {
    id: string
    order_id: string
    case_id: string
    region: string
    happened_at: string
    sealed_account: string
    recorded_at: string
    recorded_by: string
  }
  /** When the perpetrator is, or was, let out of arrest or prison. */
  release_date: {
    id: string
    case_id: string
    region: string
    released_on: string
    recorded_at: string
    recorded_by: string
  }
}
