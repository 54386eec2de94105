import type { Selectable } from 'kysely'
import { z } from 'zod'
import { coversDetail, type DetailReach } from '../domain/access/detail-reach.ts'
import type { Database } from './database.ts'
import type { PersonRow } from './person-store.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type AliasRow = Selectable<Schema['person_alias']>
export type PhoneRow = Selectable<Schema['person_phone']>
export type AddressRow = Selectable<Schema['person_address']>
export type IinExceptionRow = Selectable<Schema['iin_exception']>
export type CardRow = Selectable<Schema['person_card']>
type Keyed = Pick<PersonRow, 'key_id'>

export const aliasKinds = ['as_told', 'maiden_name', 'former_name', 'nickname', 'other_document'] as const

const alias = z.object({
  surname: z.string(),
  given_name: z.string(),
  patronymic: z.string(),
  born_on: z.string(),
  iin: z.string(),
})
/** Another name, birth date or number of the same person; unknown parts are empty. */
export type Alias = z.infer<typeof alias>

export const phoneSafeties = ['safe', 'unsafe', 'unknown'] as const
const phone = z.object({ number: z.string(), safety: z.enum(phoneSafeties), hours: z.string(), who_hears: z.string() })
/** Tier 3. `safety`: whether calling is safe; `who_hears`: who else hears or reads it. */
export type Phone = z.infer<typeof phone>

const address = z.object({ text: z.string(), from_on: z.string(), note: z.string() })
/** Tier 4. `from_on`: since when she lives there, empty when unknown. */
export type Address = z.infer<typeof address>

const card = z.object({
  language: z.string(),
  interpreter: z.string(),
  disability: z.string(),
  pregnancy: z.string(),
  employment: z.string(),
})
/** What helpers must know beside the identity; unknown parts are empty. */
export type PersonCard = z.infer<typeof card>

export const aliasPlace = (id: string) => ({ table: 'person_alias', column: 'sealed_alias', row: id }) as const
export const phonePlace = (id: string) => ({ table: 'person_phone', column: 'sealed_phone', row: id }) as const
export const addressPlace = (id: string) => ({ table: 'person_address', column: 'sealed_address', row: id }) as const
export const exceptionPlace = (id: string) => ({ table: 'iin_exception', column: 'sealed_reason', row: id }) as const

/** Named after the column in which cards first lay, so that those of then still open. */
export const cardPlace = (id: string) => ({ table: 'person', column: 'sealed_card', row: id }) as const

export async function insertAlias(db: Source, row: AliasRow): Promise<void> {
  await db.insertInto('person_alias').values(row).execute()
}

export async function insertPhone(db: Source, row: PhoneRow): Promise<void> {
  await db.insertInto('person_phone').values(row).execute()
}

export async function deletePhone(db: Source, id: string): Promise<void> {
  await db.deleteFrom('person_phone').where('id', '=', id).execute()
}

export async function insertAddress(db: Source, row: AddressRow): Promise<void> {
  await db.insertInto('person_address').values(row).execute()
}

export async function insertCard(db: Source, row: CardRow): Promise<void> {
  await db.insertInto('person_card').values(row).execute()
}

export async function insertIinException(db: Source, row: IinExceptionRow): Promise<void> {
  await db.insertInto('iin_exception').values(row).execute()
}

/** Of every district: to compare people by, never to show. */
export async function listAllAliases(db: Source, personIds: readonly string[]): Promise<AliasRow[]> {
  if (personIds.length === 0) return []
  return db.selectFrom('person_alias').selectAll().where('person_id', 'in', personIds).orderBy('added_at').execute()
}

/** Of every district: to compare people by, never to show. */
export async function listAllPhones(db: Source, personIds: readonly string[]): Promise<PhoneRow[]> {
  if (personIds.length === 0) return []
  return db.selectFrom('person_phone').selectAll().where('person_id', 'in', personIds).orderBy('added_at').execute()
}

export async function listAliases(db: Source, reach: DetailReach, personIds: readonly string[]): Promise<AliasRow[]> {
  return (await listAllAliases(db, personIds)).filter(row => coversDetail(reach, row))
}

export async function listPhones(db: Source, reach: DetailReach, personIds: readonly string[]): Promise<PhoneRow[]> {
  return (await listAllPhones(db, personIds)).filter(row => coversDetail(reach, row))
}

/** The newest address, which is where the person is thought to be, first. */
export async function listAddresses(
  db: Source,
  reach: DetailReach,
  personIds: readonly string[],
): Promise<AddressRow[]> {
  if (personIds.length === 0) return []
  const query = db.selectFrom('person_address').selectAll().where('person_id', 'in', personIds)
  const rows = await query.orderBy('added_at', 'desc').orderBy('id').execute()
  return rows.filter(row => coversDetail(reach, row))
}

/** The newest first. */
export async function listCards(db: Source, reach: DetailReach, personIds: readonly string[]): Promise<CardRow[]> {
  if (personIds.length === 0) return []
  const query = db.selectFrom('person_card').selectAll().where('person_id', 'in', personIds)
  const rows = await query.orderBy('recorded_at', 'desc').orderBy('id').execute()
  return rows.filter(row => coversDetail(reach, row))
}

export async function listIinExceptions(
  db: Source,
  reach: DetailReach,
  personIds: readonly string[],
): Promise<IinExceptionRow[]> {
  if (personIds.length === 0) return []
  const query = db.selectFrom('iin_exception').selectAll().where('person_id', 'in', personIds)
  return (await query.orderBy('kept_at').execute()).filter(row => coversDetail(reach, row))
}

export async function openAlias(db: Database, { key_id }: Keyed, row: AliasRow): Promise<Alias> {
  return alias.parse(JSON.parse(await db.keys.unseal(key_id, aliasPlace(row.id), row.sealed_alias)))
}

export async function openPhone(db: Database, { key_id }: Keyed, row: PhoneRow): Promise<Phone> {
  return phone.parse(JSON.parse(await db.keys.unseal(key_id, phonePlace(row.id), row.sealed_phone)))
}

export async function openAddress(db: Database, { key_id }: Keyed, row: AddressRow): Promise<Address> {
  return address.parse(JSON.parse(await db.keys.unseal(key_id, addressPlace(row.id), row.sealed_address)))
}

export async function openCard(db: Database, { key_id }: Keyed, row: CardRow): Promise<PersonCard> {
  return card.parse(JSON.parse(await db.keys.unseal(key_id, cardPlace(row.id), row.sealed_card)))
}

export async function openExceptionReason(db: Database, { key_id }: Keyed, row: IinExceptionRow): Promise<string> {
  return db.keys.unseal(key_id, exceptionPlace(row.id), row.sealed_reason)
}
