/** Organisations that help, what is referred to them, and the files that they keep. */
export type ReferralTables = {
  /** What an organisation offers; bears the id of the organisation. */
  provider: {
    id: string
    region: string
    district: string | null
    owner_type: string
    licence_number: string
    /** Local days; a licence without an end has none. */
    licence_from: string | null
    licence_to: string | null
    closed_on: string | null
    close_reason: string | null
    /** Codes of the profile, as a JSON array. */
    accepts: string
    child_age_to: number | null
    places_adult: number
    places_child: number
    hours: string
    contact: string
    posts: number
    clients_per_post: number
    referrals_per_post: number
    key_id: string
    sealed_location: string | null
  }
  /** The people named for the place of a shelter, one by one. */
  shelter_reader: { provider_id: string; account_id: string; region: string; named_at: string; named_by: string }
  referral: {
    id: string
    number: string
    origin: string
    case_id: string | null
    measure_id: string | null
    /** The referral that this one follows after a refusal or a forwarding. */
    follows_id: string | null
    region: string
    district: string
    from_id: string
    to_id: string
    kind: string
    urgency: string
    /** How many people of each age need a place, as JSON. */
    party: string
    ground: string
    state: string
    key_id: string
    sealed_content: string
    sealed_ground: string | null
    made_at: string
    made_by: string
    answer_by: string
    answered_at: string | null
    answered_by: string | null
    refusal_reason: string | null
    proposed_id: string | null
    sealed_answer: string | null
    /** From here on it is shared no longer. */
    sharing_ended_at: string | null
  }
  /** The file of a person at one organisation. */
  client: {
    id: string
    number: string
    organisation_id: string
    region: string
    district: string
    referral_id: string | null
    case_id: string | null
    origin: string
    state: string
    urgency: string
    key_id: string
    /** Null until she was taken in: before, all that is known stands in the referral. */
    sealed_identity: string | null
    /** What the police of the case may read beside the status; null while nothing concerns safety. */
    sealed_safety: string | null
    worker_id: string | null
    opened_at: string
    opened_by: string
    first_contact_by: string
    first_contact_at: string | null
    closed_at: string | null
    close_reason: string | null
  }
  client_person: {
    id: string
    client_id: string
    region: string
    age_group: string
    sealed_person: string
    added_at: string
    added_by: string
  }
  contact_attempt: {
    id: string
    client_id: string
    region: string
    tried_at: string
    channel: string
    result: string
    sealed_note: string
    recorded_at: string
    recorded_by: string
  }
  intake: {
    id: string
    client_id: string
    region: string
    criteria: string
    sealed_sheet: string
    taken_at: string
    taken_by: string
  }
  plan_goal: {
    id: string
    client_id: string
    region: string
    sealed_goal: string
    due_on: string | null
    state: string
    set_at: string
    set_by: string
    settled_at: string | null
  }
  safety_plan: {
    id: string
    client_id: string
    region: string
    version: number
    sealed_plan: string
    made_at: string
    made_by: string
  }
  service: {
    id: string
    client_id: string
    client_person_id: string
    region: string
    code: string
    given_on: string
    sealed_note: string
    recorded_at: string
    recorded_by: string
  }
  stay: {
    id: string
    client_id: string
    organisation_id: string
    region: string
    state: string
    reserved_adult: number
    reserved_child: number
    reserved_at: string | null
    admitted_at: string | null
    ends_on: string | null
    warn_on: string | null
    ended_at: string | null
    destination: string | null
    follower: string | null
    sealed_discharge: string | null
  }
  stay_person: {
    id: string
    stay_id: string
    client_person_id: string
    organisation_id: string
    region: string
    age_group: string
    came_at: string
    left_at: string | null
  }
  confidential_note: {
    id: string
    client_id: string
    organisation_id: string
    region: string
    sealed_note: string
    written_at: string
    written_by: string
  }
  victim_feedback: {
    id: string
    client_id: string
    case_id: string
    measure_id: string
    region: string
    sealed_feedback: string
    recorded_at: string
    recorded_by: string
  }
  client_handover: {
    id: string
    client_id: string
    region: string
    from_id: string
    to_id: string
    handed_at: string
    handed_by: string
  }
}
