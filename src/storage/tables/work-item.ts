/** What has to be done by whom and by when, whatever it comes from, and how it climbed when it was late. */
export type WorkItemTables = {
  work_item: {
    /** Kind and source. */
    id: string
    kind: string
    source_id: string
    case_id: string | null
    region: string
    district: string
    organisation_id: string | null
    owner_role: string
    /** Named; null where everybody of the role owns it. */
    owner_id: string | null
    /** Whose case or request it is. */
    officer_id: string | null
    /** Where it lies: the named account, or role and place. */
    desk: string
    code: string
    unit: string
    opened_at: string
    due_at: string
    state: string
    settled_at: string | null
    /** How many steps of the ladder it has climbed, and when the next one comes. */
    step: number
    climb_at: string | null
  }
  work_item_step: {
    id: string
    item_id: string
    case_id: string | null
    region: string
    district: string
    kind: string
    step: number
    to_role: string
    desk: string
    due_at: string
    /** The moment by the ladder, and the moment at which the program got to it. */
    stood_at: string
    climbed_at: string
    state: string
  }
}
