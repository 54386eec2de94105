import type { Kysely } from 'kysely'
import { refuseChanges } from '../../src/storage/portable.ts'

type Columns = {
  readonly text: readonly string[]
  readonly maybe?: readonly string[]
  readonly count?: readonly string[]
  readonly maybeCount?: readonly string[]
  readonly key?: readonly string[]
}

const [who, when] = [['recorded_by'], ['recorded_at']] as const
const ofClient = ['id', 'client_id', 'region'] as const

const tables: Readonly<Record<string, Columns>> = {
  provider: {
    text: ['id', 'region', 'owner_type', 'licence_number', 'accepts', 'hours', 'contact', 'key_id'],
    maybe: ['district', 'licence_from', 'licence_to', 'closed_on', 'close_reason', 'sealed_location'],
    count: ['places_adult', 'places_child', 'posts', 'clients_per_post', 'referrals_per_post'],
    maybeCount: ['child_age_to'],
  },
  shelter_reader: {
    text: ['provider_id', 'account_id', 'region', 'named_at', 'named_by'],
    key: ['provider_id', 'account_id'],
  },
  referral: {
    text: [
      'id',
      'number',
      'origin',
      'region',
      'district',
      'from_id',
      'to_id',
      'kind',
      'urgency',
      'party',
      'ground',
      'state',
      'key_id',
      'sealed_content',
      'made_at',
      'made_by',
      'answer_by',
    ],
    maybe: [
      'case_id',
      'measure_id',
      'follows_id',
      'sealed_ground',
      'answered_at',
      'answered_by',
      'refusal_reason',
      'proposed_id',
      'sealed_answer',
      'sharing_ended_at',
    ],
  },
  client: {
    text: [
      'id',
      'number',
      'organisation_id',
      'region',
      'district',
      'origin',
      'state',
      'urgency',
      'key_id',
      'opened_at',
      'opened_by',
      'first_contact_by',
    ],
    maybe: [
      'referral_id',
      'case_id',
      'sealed_identity',
      'sealed_safety',
      'worker_id',
      'first_contact_at',
      'closed_at',
      'close_reason',
    ],
  },
  client_person: { text: [...ofClient, 'age_group', 'sealed_person', 'added_at', 'added_by'] },
  contact_attempt: { text: [...ofClient, 'tried_at', 'channel', 'result', 'sealed_note', ...when, ...who] },
  intake: { text: [...ofClient, 'criteria', 'sealed_sheet', 'taken_at', 'taken_by'] },
  plan_goal: { text: [...ofClient, 'sealed_goal', 'state', 'set_at', 'set_by'], maybe: ['due_on', 'settled_at'] },
  safety_plan: { text: [...ofClient, 'sealed_plan', 'made_at', 'made_by'], count: ['version'] },
  service: { text: [...ofClient, 'client_person_id', 'code', 'given_on', 'sealed_note', ...when, ...who] },
  stay: {
    text: [...ofClient, 'organisation_id', 'state'],
    maybe: [
      'reserved_at',
      'admitted_at',
      'ends_on',
      'warn_on',
      'ended_at',
      'destination',
      'follower',
      'sealed_discharge',
    ],
    count: ['reserved_adult', 'reserved_child'],
  },
  stay_person: {
    text: ['id', 'stay_id', 'client_person_id', 'organisation_id', 'region', 'age_group', 'came_at'],
    maybe: ['left_at'],
  },
  confidential_note: { text: [...ofClient, 'organisation_id', 'sealed_note', 'written_at', 'written_by'] },
  victim_feedback: { text: [...ofClient, 'case_id', 'measure_id', 'sealed_feedback', ...when, ...who] },
  client_handover: { text: [...ofClient, 'from_id', 'to_id', 'handed_at', 'handed_by'] },
}

const indexes = [
  ['provider_by_region', 'provider', ['region']],
  ['referral_by_to', 'referral', ['to_id', 'state', 'answer_by']],
  ['referral_by_from', 'referral', ['from_id', 'state', 'made_at']],
  ['referral_by_district', 'referral', ['district', 'state', 'made_at']],
  ['referral_by_case', 'referral', ['case_id', 'made_at']],
  ['client_by_organisation', 'client', ['organisation_id', 'state', 'opened_at']],
  ['client_by_referral', 'client', ['referral_id']],
  ['client_by_case', 'client', ['case_id']],
  ['client_person_by_client', 'client_person', ['client_id']],
  ['contact_attempt_by_client', 'contact_attempt', ['client_id']],
  ['intake_by_client', 'intake', ['client_id']],
  ['plan_goal_by_client', 'plan_goal', ['client_id']],
  ['service_by_client', 'service', ['client_id']],
  ['stay_by_client', 'stay', ['client_id']],
  ['confidential_note_by_client', 'confidential_note', ['client_id']],
  ['victim_feedback_by_client', 'victim_feedback', ['client_id']],
  ['client_handover_by_client', 'client_handover', ['client_id']],
  ['stay_by_organisation', 'stay', ['organisation_id', 'state']],
  ['stay_person_by_organisation', 'stay_person', ['organisation_id', 'left_at']],
  ['stay_person_by_stay', 'stay_person', ['stay_id']],
] as const

const unique = [
  ['referral_by_number', 'referral', ['number']],
  ['client_by_number', 'client', ['number']],
  ['safety_plan_by_version', 'safety_plan', ['client_id', 'version']],
] as const

/** What was told, tried, taken in and given stays as it was recorded. */
const facts = ['contact_attempt', 'intake', 'safety_plan', 'service', 'victim_feedback', 'client_handover']

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, columns] of Object.entries(tables)) await makeTable(db, name, columns)
  for (const [name, table, columns] of indexes) await makeIndex(db, name, table, columns)
  for (const [name, table, columns] of unique) await makeIndex(db, name, table, columns, true)
  for (const table of facts) await refuseChanges(db, table)
}

async function makeTable(db: Kysely<unknown>, name: string, columns: Columns): Promise<void> {
  const { text, maybe = [], count = [], maybeCount = [], key = ['id'] } = columns
  let builder = db.schema.createTable(name)
  for (const column of text) builder = builder.addColumn(column, 'text', each => each.notNull())
  for (const column of maybe) builder = builder.addColumn(column, 'text')
  for (const column of count) builder = builder.addColumn(column, 'integer', each => each.notNull())
  for (const column of maybeCount) builder = builder.addColumn(column, 'integer')
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
}

async function makeIndex(
  db: Kysely<unknown>,
  name: string,
  table: string,
  columns: readonly string[],
  isUnique = false,
): Promise<void> {
  const builder = db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns])
  await (isUnique ? builder.unique() : builder).execute()
}
