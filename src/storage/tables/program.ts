/** What the program keeps for itself: the log, erased keys, its work, the files and reference data that it relies on. */
export type ProgramTables = {
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
}
