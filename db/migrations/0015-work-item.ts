import { sql, type Kysely } from 'kysely'

/** One list of all work, each item on exactly one desk, and the steps by which late ones climbed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await extendMeasure(db)
  await db.schema.alterTable('case_file').addColumn('officer_id', 'text').execute()
  await sql`update case_file set officer_id = opened_by`.execute(db)
  await createItems(db)
  await createSteps(db)
  await fillItems(db)
}

async function extendMeasure(db: Kysely<unknown>) {
  for (const [name, first] of [
    ['unit', 'h'],
    ['opened_at', ''],
  ] as const)
    await db.schema
      .alterTable('measure')
      .addColumn(name, 'text', column => column.notNull().defaultTo(first))
      .execute()
  for (const name of ['done_at', 'effect', 'evidence'])
    await db.schema.alterTable('measure').addColumn(name, 'text').execute()
  // A term in days ends with the last millisecond of a local day (UTC+5).
  await sql`update measure set unit = 'cd' where due_at like '%T18:59:59.999Z'`.execute(db)
  await sql`update measure set opened_at =
    (select a.submitted_at from assessment as a where a.id = measure.assessment_id)`.execute(db)
}

async function createItems(db: Kysely<unknown>) {
  const own = ['kind', 'source_id', 'region', 'district', 'owner_role', 'desk', 'code', 'unit', 'opened_at', 'due_at']
  let items = db.schema.createTable('work_item').addColumn('id', 'text', column => column.primaryKey())
  for (const name of [...own, 'state']) items = items.addColumn(name, 'text', column => column.notNull())
  for (const name of ['case_id', 'organisation_id', 'owner_id', 'officer_id', 'climb_at', 'settled_at'])
    items = items.addColumn(name, 'text')
  await items.addColumn('step', 'integer', column => column.notNull()).execute()
  const indexes = {
    work_item_of_desk: ['desk', 'state', 'due_at', 'id', 'unit', 'case_id'],
    work_item_new: ['desk', 'state', 'opened_at'],
    work_item_of_district: ['district', 'state', 'due_at', 'id'],
    work_item_of_case: ['case_id', 'state'],
    work_item_to_climb: ['climb_at', 'id'],
  }
  for (const [name, columns] of Object.entries(indexes))
    await db.schema.createIndex(name).on('work_item').columns(columns).execute()
  await db.schema
    .createIndex('work_item_with_others')
    .on('work_item')
    .columns(['officer_id', 'state', 'due_at', 'id'])
    .where(sql<boolean>`desk <> officer_id`)
    .execute()
}

async function createSteps(db: Kysely<unknown>) {
  const own = ['item_id', 'region', 'district', 'kind', 'to_role', 'desk', 'due_at', 'stood_at', 'climbed_at', 'state']
  let steps = db.schema.createTable('work_item_step').addColumn('id', 'text', column => column.primaryKey())
  for (const name of own) steps = steps.addColumn(name, 'text', column => column.notNull())
  await steps
    .addColumn('case_id', 'text')
    .addColumn('step', 'integer', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('work_item_step_of_desk')
    .on('work_item_step')
    .columns(['desk', 'state', 'due_at', 'item_id'])
    .execute()
  await db.schema
    .createIndex('work_item_step_of_item')
    .on('work_item_step')
    .columns(['item_id', 'climbed_at'])
    .execute()
}

async function fillItems(db: Kysely<unknown>) {
  const named = sql`case when m.owner_role = 'inspector' then c.officer_id end`
  await sql`insert into work_item (id, kind, source_id, case_id, region, district, owner_role, owner_id, officer_id,
      desk, code, unit, opened_at, due_at, climb_at, state, step)
    select 'measure-' || m.id, 'measure', m.id, m.case_id, m.region, m.district, m.owner_role, ${named}, c.officer_id,
      coalesce(${named}, m.owner_role || ':' || m.district), m.code, m.unit, m.opened_at, m.due_at, m.due_at, 'open', 0
    from measure as m join case_file as c on c.id = m.case_id where m.state = 'due'`.execute(db)
  await sql`insert into work_item (id, kind, source_id, case_id, region, district, owner_role, owner_id, officer_id,
      desk, code, unit, opened_at, due_at, climb_at, state, step)
    select 'reassessment-' || c.id, 'reassessment', c.id, c.id, c.region, c.district, 'inspector', c.officer_id,
      c.officer_id, c.officer_id, 'reassessment', case when c.category = 'extreme' then 'h' else 'cd' end,
      c.opened_at, c.reassess_by, c.reassess_by, 'open', 0
    from case_file as c where c.state = 'open'`.execute(db)
  for (const [kind, table, at, waits] of [
    ['raise', 'category_raise', 'raised_at', 'acknowledged_at is null'],
    ['lowering', 'category_lowering', 'asked_at', "state = 'pending'"],
  ] as const)
    await sql`insert into work_item (id, kind, source_id, case_id, region, district, owner_role, officer_id,
        desk, code, unit, opened_at, due_at, climb_at, state, step)
      select ${sql.lit(`${kind}-`)} || r.id, ${sql.lit(kind)}, r.id, r.case_id, r.region, r.district, 'head',
        c.officer_id, 'head:' || r.district, ${sql.lit(kind)}, 'wd', r.${sql.ref(at)}, r.${sql.ref(at)},
        r.${sql.ref(at)}, 'open', 0
      from ${sql.table(table)} as r join case_file as c on c.id = r.case_id where r.${sql.raw(waits)}`.execute(db)
}
