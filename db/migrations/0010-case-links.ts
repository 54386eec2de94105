import type { Kysely } from 'kysely'
import { refuseChangesOf } from '../../src/storage/portable.ts'

const tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly nullable: readonly string[] }>> =
  {
    consent: { columns: ['id', 'case_id', 'region', 'agency', 'state', 'recorded_at', 'recorded_by'], nullable: [] },
    consent_override: {
      columns: [
        'id',
        'case_id',
        'region',
        'agency',
        'ground',
        'sealed_reason',
        'authorised_by',
        'recorded_at',
        'recorded_by',
      ],
      nullable: ['ends_at'],
    },
    case_transfer: {
      columns: ['id', 'case_id', 'from_region', 'from_district', 'to_region', 'to_district', 'state'].concat([
        'sealed_reason',
        'proposed_at',
        'proposed_by',
      ]),
      nullable: ['sealed_answer', 'answered_at', 'answered_by'],
    },
    case_link: {
      columns: ['id', 'case_id', 'region', 'kind', 'sealed_link', 'recorded_at', 'recorded_by'],
      nullable: [],
    },
  }

const indexes = [
  ['consent_by_case', 'consent', ['case_id', 'recorded_at']],
  ['consent_override_by_case', 'consent_override', ['case_id', 'recorded_at']],
  ['case_transfer_by_case', 'case_transfer', ['case_id', 'state']],
  ['case_transfer_by_target', 'case_transfer', ['to_district', 'state']],
  ['case_link_by_case', 'case_link', ['case_id']],
] as const

/** What may not change in the facts of a case: all but the region and the district, which a transfer moves. */
const facts: Readonly<Record<string, string>> = {
  assessment: `id case_id incident_id submitted_at submitted_by prior_category sealed_concern sealed_answers category
    provisional result procedure_name procedure_version kind serial supersedes_id origin_id follows_id stood_category prompt`,
  assessment_definition: 'assessment_id kind name version sha256',
  structured_judgement: 'id assessment_id case_id instrument version sealed_codings recorded_at recorded_by',
  incident: 'id case_id sealed_account happened_at recorded_at recorded_by',
  order_breach: 'id order_id case_id happened_at sealed_account recorded_at recorded_by',
  release_date: 'id case_id released_on recorded_at recorded_by',
  printed_sheet: 'id number assessment_id case_id language legal_bases measures printed_at printed_by',
}

/** Consent and overrides, transfers to another district, and who belongs to the household. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, nullable }] of Object.entries(tables)) {
    let builder = db.schema.createTable(name)
    for (const column of columns) builder = builder.addColumn(column, 'text', each => each.notNull())
    for (const column of nullable) builder = builder.addColumn(column, 'text')
    await builder.addPrimaryKeyConstraint(`${name}_key`, ['id'] as never[]).execute()
  }
  for (const [name, table, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  }
  for (const [table, columns] of Object.entries(facts)) await refuseChangesOf(db, table, columns.split(/\s+/))
}
