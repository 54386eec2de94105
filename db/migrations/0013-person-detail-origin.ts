import { sql, type Kysely } from 'kysely'
import { liftRefusal, refuseChanges } from '../../src/storage/portable.ts'

/** Details that lay on people before their origin was kept, and the column that says who recorded them. */
const details = {
  person_alias: 'added_by',
  person_phone: 'added_by',
  person_address: 'added_by',
  iin_exception: 'kept_by',
} as const

const card = ['id', 'person_id', 'region', 'district', 'organisation_id', 'sealed_card', 'recorded_at', 'recorded_by']

const place = ['region', 'district', 'to_region', 'to_district']
const proposal = ['id', 'kept_id', 'merged_id', ...place, 'state', 'sealed_reason', 'proposed_at', 'proposed_by']

/** Who learned what of a person: the district, the agency and, where there is one, the case. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addOrigin(db, 'person')
  await db.schema
    .alterTable('person')
    .addColumn('recorded_by', 'text', column => column.notNull().defaultTo(''))
    .execute()
  await sql`update person set (case_id, district, recorded_by) = (
    select c.id, c.district, c.opened_by from case_file as c where c.victim_id = person.id or c.perpetrator_id = person.id
    order by c.opened_at, c.id limit 1) where exists (
    select 1 from case_file as c where c.victim_id = person.id or c.perpetrator_id = person.id)`.execute(db)
  await fillOrganisation(db, 'person', 'recorded_by')
  await liftRefusal(db, 'iin_exception')
  for (const [table, by] of Object.entries(details)) await fillDetail(db, table, by)
  await refuseChanges(db, 'iin_exception')
  await moveCards(db)
  await makeTable(db, 'person_merge_proposal', proposal, ['answered_at', 'answered_by'])
  await db.schema.createIndex('merge_proposal_by_kept').on('person_merge_proposal').column('kept_id').execute()
  await db.schema
    .createIndex('merge_proposal_by_target')
    .on('person_merge_proposal')
    .columns(['to_district', 'state'])
    .execute()
}

async function addOrigin(db: Kysely<unknown>, table: string): Promise<void> {
  for (const column of ['district', 'organisation_id']) {
    await db.schema
      .alterTable(table)
      .addColumn(column, 'text', each => each.notNull().defaultTo(''))
      .execute()
  }
  await db.schema.alterTable(table).addColumn('case_id', 'text').execute()
}

async function fillDetail(db: Kysely<unknown>, table: string, by: string): Promise<void> {
  await addOrigin(db, table)
  const [row, recorder] = [sql.table(table), sql.ref(`${table}.${by}`)]
  await sql`update ${row} set district = coalesce(
    (select a.district from account as a where a.id = ${recorder}),
    (select p.district from person as p where p.id = ${sql.ref(`${table}.person_id`)}), '')`.execute(db)
  await fillOrganisation(db, table, by)
}

async function fillOrganisation(db: Kysely<unknown>, table: string, by: string): Promise<void> {
  const recorder = sql.ref(`${table}.${by}`)
  await sql`update ${sql.table(table)} set organisation_id = coalesce(
    (select a.organisation_id from account as a where a.id = ${recorder}), '')`.execute(db)
}

/** A card that was sealed on the person's own row keeps that row's id, under which alone it opens. */
async function moveCards(db: Kysely<unknown>): Promise<void> {
  await makeTable(db, 'person_card', card, ['case_id'])
  await db.schema.createIndex('person_card_by_person').on('person_card').columns(['person_id', 'recorded_at']).execute()
  await sql`insert into person_card
    (id, person_id, region, district, organisation_id, case_id, sealed_card, recorded_at, recorded_by)
    select id, id, region, district, organisation_id, case_id, sealed_card, created_at, recorded_by
    from person where sealed_card is not null`.execute(db)
  await db.schema.alterTable('person').dropColumn('sealed_card').execute()
}

async function makeTable(db: Kysely<unknown>, name: string, columns: readonly string[], nullable: readonly string[]) {
  let builder = db.schema.createTable(name)
  for (const column of columns) builder = builder.addColumn(column, 'text', each => each.notNull())
  for (const column of nullable) builder = builder.addColumn(column, 'text')
  await builder.addPrimaryKeyConstraint(`${name}_key`, ['id'] as never[]).execute()
}
