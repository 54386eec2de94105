import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

type Table = {
  readonly columns: readonly string[]
  readonly nullable?: readonly string[]
  readonly whole?: readonly string[]
}

const tables: Readonly<Record<string, Table>> = {
  notice: {
    columns: ['id', 'account_id', 'region', 'kind', 'source', 'created_at'],
    nullable: ['item_id', 'seen_at'],
    whole: ['urgent'],
  },
  notice_delivery: {
    columns: ['id', 'notice_id', 'account_id', 'channel', 'state', 'next_at'],
    nullable: ['leased_until', 'sent_at', 'sent_as', 'fault'],
    whole: ['attempts', 'urgent'],
  },
  notice_setting: {
    columns: ['id', 'email', 'phone', 'quiet_from', 'quiet_to', 'digest_at'],
    whole: ['digest'],
  },
  absence: {
    columns: ['id', 'account_id', 'region', 'from_on', 'to_on', 'recorded_at', 'recorded_by'],
    nullable: ['district', 'deputy_id', 'ended_at'],
  },
  contact_record: {
    columns: [
      'id',
      'case_id',
      'region',
      'district',
      'kind',
      'children_seen',
      'order_kept',
      'danger',
      'happened_at',
    ].concat(['recorded_at', 'recorded_by']),
    nullable: ['sealed_note', 'measure_id'],
    whole: ['reached'],
  },
  case_closing: {
    columns: ['id', 'case_id', 'region', 'district', 'state', 'sealed_reason', 'closed_at', 'closed_by'],
    nullable: ['supervised_until', 'ended_at', 'reopened_at'],
  },
  programme: {
    columns: ['id', 'case_id', 'region', 'district', 'kind', 'referred_on', 'recorded_at', 'recorded_by'],
    nullable: ['started_on', 'ended_on', 'ending'],
  },
  programme_session: {
    columns: ['id', 'programme_id', 'case_id', 'region', 'held_on', 'recorded_at', 'recorded_by'],
    whole: ['attended'],
  },
}

const indexes: readonly (readonly [name: string, table: string, columns: readonly string[], unique?: 'unique'])[] = [
  ['notice_once', 'notice', ['account_id', 'source'], 'unique'],
  ['notice_of_account', 'notice', ['account_id', 'created_at']],
  ['notice_delivery_due', 'notice_delivery', ['state', 'next_at', 'id']],
  ['notice_delivery_of_account', 'notice_delivery', ['account_id', 'channel', 'state']],
  ['absence_of_account', 'absence', ['account_id', 'to_on']],
  ['absence_of_deputy', 'absence', ['deputy_id', 'to_on']],
  ['absence_of_region', 'absence', ['region', 'to_on']],
  ['contact_record_of_case', 'contact_record', ['case_id', 'happened_at']],
  ['case_closing_of_case', 'case_closing', ['case_id', 'closed_at']],
  ['programme_of_case', 'programme', ['case_id']],
  ['programme_session_once', 'programme_session', ['programme_id', 'held_on'], 'unique'],
  ['account_of_region', 'account', ['region', 'role']],
  ['agenda_item_by_listed', 'agenda_item', ['listed_at']],
  ['case_file_by_state', 'case_file', ['district', 'state', 'category_rank']],
]

/** Notices, stand-ins, contacts with her, closing, and programmes for perpetrators. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, nullable = [], whole = [] }] of Object.entries(tables)) {
    let builder = db.schema.createTable(name)
    for (const column of columns) builder = builder.addColumn(column, 'text', each => each.notNull())
    for (const column of nullable) builder = builder.addColumn(column, 'text')
    for (const column of whole) builder = builder.addColumn(column, 'integer', each => each.notNull())
    await builder.addPrimaryKeyConstraint(`${name}_key`, ['id'] as never[]).execute()
  }
  for (const [name, table, columns, unique] of indexes) {
    const builder = db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
    await (unique ? builder.unique() : builder).execute()
  }
  for (const fact of ['contact_record', 'programme_session']) await refuseChanges(db, fact)
}
