import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { ClientStanding, ProviderScope } from '../domain/access/decide-client.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type ClientRow = Selectable<Schema['client']>
export type ClientPersonRow = Selectable<Schema['client_person']>

/** Expected after an acceptance, open from the intake on, closed. */
export const clientStates = ['expected', 'open', 'closed'] as const

const text = z.string()
const identity = z.object({
  surname: text,
  given_name: text,
  patronymic: text,
  born_on: text,
  sex: text,
  phone: text,
  channel: text,
  hours: text,
  who_hears: text,
})
/** Tier 3. What the centre itself was told; unknown parts are empty. */
export type ClientIdentity = z.infer<typeof identity>

const person = z.object({ name: text, born_on: text, note: text })
export type ClientPerson = z.infer<typeof person>

export const clientPlace = (id: string, column: 'sealed_identity' | 'sealed_safety') =>
  ({ table: 'client', column, row: id }) as const
export const clientPersonPlace = (id: string) => ({ table: 'client_person', column: 'sealed_person', row: id }) as const

export async function insertClient(db: Source, row: ClientRow): Promise<void> {
  await db.insertInto('client').values(row).execute()
}

export async function updateClient(
  db: Source,
  id: string,
  values: Partial<Omit<ClientRow, 'id' | 'number' | 'key_id' | 'opened_at' | 'opened_by'>>,
): Promise<void> {
  await db.updateTable('client').set(values).where('id', '=', id).execute()
}

export async function findClient(db: Source, id: string): Promise<ClientRow | null> {
  return (await db.selectFrom('client').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function findClientOfReferral(db: Source, referralId: string): Promise<ClientRow | null> {
  const query = db.selectFrom('client').selectAll().where('referral_id', '=', referralId)
  return (await query.orderBy('opened_at', 'desc').executeTakeFirst()) ?? null
}

export async function hasClientNumber(db: Source, number: string): Promise<boolean> {
  return (await db.selectFrom('client').select('id').where('number', '=', number).executeTakeFirst()) !== undefined
}

export function clientStanding({ organisation_id, region, district }: ClientRow): ClientStanding {
  return { organisation: organisation_id, region, district }
}

function clientsIn(db: Source, scope: ProviderScope, states: readonly string[]) {
  return db
    .selectFrom('client')
    .where('organisation_id', '=', scope.organisation ?? '')
    .where('state', 'in', states)
}

/** Open files of the own organisation, the most urgent first; nothing of a person stands in a list. */
export async function listClients(
  db: Source,
  scope: ProviderScope,
  states: readonly string[],
  page: Page,
): Promise<ClientRow[]> {
  const query = clientsIn(db, scope, states).selectAll().orderBy('first_contact_at').orderBy('first_contact_by')
  return query.orderBy('id').limit(page.limit).offset(page.offset).execute()
}

export async function countClients(db: Source, scope: ProviderScope, states: readonly string[]): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await clientsIn(db, scope, states).select(count).executeTakeFirstOrThrow()).count
}

export async function insertClientPerson(db: Source, row: ClientPersonRow): Promise<void> {
  await db.insertInto('client_person').values(row).execute()
}

/** The adult first, then the children in the order in which they were written down. */
export async function listClientPeople(db: Source, clientId: string): Promise<ClientPersonRow[]> {
  const query = db.selectFrom('client_person').selectAll().where('client_id', '=', clientId)
  const rows = await query.orderBy('added_at').orderBy('id').limit(100).execute()
  return rows.toSorted((one, other) => Number(other.age_group === 'adult') - Number(one.age_group === 'adult'))
}

export async function openIdentity(db: Database, row: ClientRow): Promise<ClientIdentity | null> {
  if (row.sealed_identity === null) return null
  const opened = await db.keys.unseal(row.key_id, clientPlace(row.id, 'sealed_identity'), row.sealed_identity)
  return identity.parse(JSON.parse(opened))
}

/** What the police of the case may read: what concerns safety, written for them. */
export async function openSafety(db: Database, row: ClientRow): Promise<string> {
  if (row.sealed_safety === null) return ''
  return db.keys.unseal(row.key_id, clientPlace(row.id, 'sealed_safety'), row.sealed_safety)
}

export async function openClientPerson(db: Database, keyId: string, row: ClientPersonRow): Promise<ClientPerson> {
  return person.parse(JSON.parse(await db.keys.unseal(keyId, clientPersonPlace(row.id), row.sealed_person)))
}
