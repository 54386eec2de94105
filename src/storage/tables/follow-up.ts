/** What keeps a case in sight: notices, stand-ins, contacts with her, closing, programmes. */
export type FollowUpTables = {
  notice: {
    id: string
    account_id: string
    region: string
    kind: string
    /** What it is about, once for each account. */
    source: string
    item_id: string | null
    created_at: string
    seen_at: string | null
    /** Counted in hours: no quiet hours and no digest hold it back. */
    urgent: 0 | 1
  }
  notice_delivery: {
    id: string
    notice_id: string
    account_id: string
    channel: string
    state: string
    next_at: string
    leased_until: string | null
    sent_at: string | null
    /** The message that carried it; a digest carries several. */
    sent_as: string | null
    fault: string | null
    attempts: number
    urgent: 0 | 1
  }
  /** Bears the id of its account. Hours are local, `HH:MM`. */
  notice_setting: {
    id: string
    email: string
    phone: string
    quiet_from: string
    quiet_to: string
    digest_at: string
    digest: 0 | 1
  }
  absence: {
    id: string
    account_id: string
    region: string
    district: string | null
    from_on: string
    to_on: string
    deputy_id: string | null
    ended_at: string | null
    recorded_at: string
    recorded_by: string
  }
  contact_record: {
    id: string
    case_id: string
    region: string
    district: string
    kind: string
    reached: 0 | 1
    children_seen: string
    order_kept: string
    /** Codes of the signs of danger, as a JSON array. */
    danger: string
    sealed_note: string | null
    measure_id: string | null
    happened_at: string
    recorded_at: string
    recorded_by: string
  }
  case_closing: {
    id: string
    case_id: string
    region: string
    district: string
    /** `supervised`, then `closed`; `reopened` by a new incident or assessment. */
    state: string
    sealed_reason: string
    closed_at: string
    closed_by: string
    supervised_until: string | null
    ended_at: string | null
    reopened_at: string | null
  }
  programme: {
    id: string
    case_id: string
    region: string
    district: string
    kind: string
    referred_on: string
    started_on: string | null
    ended_on: string | null
    ending: string | null
    recorded_at: string
    recorded_by: string
  }
  programme_session: {
    id: string
    programme_id: string
    case_id: string
    region: string
    held_on: string
    attended: 0 | 1
    recorded_at: string
    recorded_by: string
  }
}
