import type { Generated } from 'kysely'

/** Who may come in, and who is in. */
export type AccessTables = {
  organisation: {
    id: string
    kind: string
    name_kk: string
    name_ru: string
    region: string
    district: string | null
    active: 0 | 1
    created_at: string
  }
  account: {
    id: string
    /** Folded for look-up; the name as typed stands beside it. */
    username: string
    display_name: string
    role: string
    organisation_id: string
    region: string
    district: string | null
    password_hash: string
    /** Somebody else chose the password: its owner changes it before anything else. */
    must_change_password: Generated<0 | 1>
    language: string
    active: 0 | 1
    created_at: string
  }
  session: {
    id_hash: string
    account_id: string | null
    data: string
    created_at: string
    seen_at: string
    expires_at: string
  }
  attempt_limit: { key: string; points: number; expires_at: string | null }
}
