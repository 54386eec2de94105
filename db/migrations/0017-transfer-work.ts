import { sql, type Kysely } from 'kysely'

/** A case that was proposed to another district before proposals became work lies on the desk of its head, due at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`insert into work_item (id, kind, source_id, case_id, region, district, owner_role, officer_id,
      desk, code, unit, opened_at, due_at, climb_at, state, step)
    select 'transfer-' || t.id, 'transfer', t.id, t.case_id, t.to_region, t.to_district, 'head', t.proposed_by,
      'head:' || t.to_district, 'transfer', 'wd', t.proposed_at, t.proposed_at, t.proposed_at, 'open', 0
    from case_transfer as t where t.state = 'proposed'`.execute(db)
}
