import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

type Table = {
  readonly text: readonly string[]
  readonly maybe?: readonly string[]
  readonly integer?: readonly string[]
  readonly key: readonly string[]
}

const tables: Readonly<Record<string, Table>> = {
  commission: {
    text: 'id region district name_kk name_ru place_kk place_ru rhythm quorum created_at'.split(' '),
    integer: ['opening_minutes', 'new_case_minutes', 'repeat_minutes'],
    key: ['id'],
  },
  commission_seat: {
    text: 'id commission_id region agency office changed_at'.split(' '),
    maybe: ['representative_id', 'deputy_id', 'term_until_on', 'licence_until_on'],
    integer: ['active'],
    key: ['id'],
  },
  sitting: {
    text: 'id commission_id region district kind starts_at place_kk place_ru state procedure_name procedure_version'.split(
      ' ',
    ),
    maybe: ['invited_at', 'opened_at', 'closed_at', 'quorum_missing'],
    integer: ['minutes_booked'],
    key: ['id'],
  },
  sitting_attendance: {
    text: ['sitting_id', 'seat_id', 'region', 'agency', 'came'],
    maybe: ['account_id', 'late_at'],
    key: ['sitting_id', 'seat_id'],
  },
  sitting_statement: {
    text: ['sitting_id', 'account_id', 'region', 'signed_at'],
    key: ['sitting_id', 'account_id'],
  },
  case_conflict: {
    text: ['case_id', 'account_id', 'region', 'declared_at', 'declared_by'],
    key: ['case_id', 'account_id'],
  },
  sitting_item: {
    text: 'id sitting_id agenda_item_id case_id region district track kind category state'.split(' '),
    maybe: ['opened_at', 'heard_at', 'presiding_id', 'votes', 'sealed_reason'],
    integer: ['position', 'closed', 'category_rank', 'with_children', 'minutes_planned', 'spent_seconds'],
    key: ['id'],
  },
  item_reader: { text: ['item_id', 'account_id', 'region', 'named_at', 'named_by'], key: ['item_id', 'account_id'] },
  sitting_note: {
    text: ['item_id', 'field', 'region', 'sealed_text', 'saved_at', 'saved_by'],
    key: ['item_id', 'field'],
  },
  research_request: {
    text: 'id sitting_id item_id case_id region seat_id agency asked_of asked_as asked_at answer_by state'.split(' '),
    maybe: ['reminded_at', 'sealed_answer', 'answered_at', 'answered_by'],
    key: ['id'],
  },
  plan_review: {
    text: ['item_id', 'action_id', 'region', 'outcome', 'reviewed_at', 'reviewed_by'],
    key: ['item_id', 'action_id'],
  },
  commission_action: {
    text: 'id sitting_id item_id case_id region district sealed_text state'.split(' '),
    maybe: 'seat_id agency risk due_on sent_at sealed_answer answered_at answered_by'.split(' '),
    integer: ['serial'],
    key: ['id'],
  },
  minutes: {
    text: ['id', 'sitting_id', 'region', 'number', 'head', 'sha256', 'made_at'],
    maybe: ['frozen_at'],
    key: ['id'],
  },
  minutes_part: {
    text: ['minutes_id', 'item_id', 'case_id', 'region', 'sealed_content', 'sha256'],
    integer: ['position'],
    key: ['minutes_id', 'item_id'],
  },
  minutes_approval: {
    text: ['minutes_id', 'account_id', 'office', 'region', 'signed_at'],
    key: ['minutes_id', 'office'],
  },
  minutes_addendum: {
    text: 'id minutes_id item_id case_id region sealed_text added_at added_by'.split(' '),
    integer: ['serial'],
    key: ['id'],
  },
  printed_copy: {
    text: ['id', 'sitting_id', 'region', 'kind', 'printed_at', 'printed_by'],
    maybe: ['agency'],
    integer: ['copy'],
    key: ['id'],
  },
}

type Index = readonly [name: string, table: string, columns: readonly string[], unique?: 'unique']

const indexes: readonly Index[] = [
  ['commission_of_district', 'commission', ['district'], 'unique'],
  ['seat_of_commission', 'commission_seat', ['commission_id']],
  ['seat_of_representative', 'commission_seat', ['representative_id']],
  ['seat_of_deputy', 'commission_seat', ['deputy_id']],
  ['sitting_of_district', 'sitting', ['district', 'starts_at']],
  ['sitting_by_state', 'sitting', ['state', 'starts_at']],
  ['conflict_of_account', 'case_conflict', ['account_id']],
  ['item_of_sitting', 'sitting_item', ['sitting_id', 'position']],
  ['item_of_case', 'sitting_item', ['case_id', 'state', 'heard_at']],
  ['item_of_agenda', 'sitting_item', ['agenda_item_id', 'state']],
  ['item_closed', 'sitting_item', ['district', 'closed']],
  ['item_heard', 'sitting_item', ['region', 'state', 'heard_at']],
  ['research_of_item', 'research_request', ['item_id']],
  ['research_of_sitting', 'research_request', ['sitting_id']],
  ['research_of_account', 'research_request', ['asked_of', 'state', 'answer_by']],
  ['action_of_item', 'commission_action', ['item_id', 'serial']],
  ['action_of_sitting', 'commission_action', ['sitting_id']],
  ['action_of_seat', 'commission_action', ['seat_id', 'state', 'due_on']],
  ['action_of_case', 'commission_action', ['case_id']],
  ['minutes_of_sitting', 'minutes', ['sitting_id'], 'unique'],
  ['minutes_signed_once', 'minutes_approval', ['minutes_id', 'account_id'], 'unique'],
  ['addendum_of_minutes', 'minutes_addendum', ['minutes_id', 'serial'], 'unique'],
  ['copy_of_sitting', 'printed_copy', ['sitting_id', 'kind', 'copy'], 'unique'],
]

const facts = ['minutes_part', 'minutes_approval', 'minutes_addendum', 'printed_copy', 'case_conflict']

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await makeTable(db, name, table)
  for (const [name, table, columns, unique] of indexes) {
    const builder = db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
    await (unique ? builder.unique() : builder).execute()
  }
  for (const table of facts) await refuseChanges(db, table)
}

async function makeTable(db: Kysely<unknown>, name: string, { text, maybe = [], integer = [], key }: Table) {
  let builder = db.schema.createTable(name)
  for (const column of text) builder = builder.addColumn(column, 'text', each => each.notNull())
  for (const column of maybe) builder = builder.addColumn(column, 'text')
  for (const column of integer) builder = builder.addColumn(column, 'integer', each => each.notNull())
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
}
