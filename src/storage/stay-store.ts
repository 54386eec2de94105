import type { Selectable } from 'kysely'
import { z } from 'zod'
import { ageGroups, type AgeGroup } from '../domain/referral/party.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type StayRow = Selectable<Schema['stay']>
export type StayPersonRow = Selectable<Schema['stay_person']>

/** Reserved, there, ended, and a reservation that was let go. */
export const stayStates = ['reserved', 'present', 'ended', 'released'] as const

const discharge = z.object({ where_to: z.string(), follows: z.string() })
/** Where she went, in words, and who follows; tier 3. */
export type Discharge = z.infer<typeof discharge>

export const dischargePlace = (id: string) => ({ table: 'stay', column: 'sealed_discharge', row: id }) as const

export async function insertStay(db: Source, row: StayRow): Promise<void> {
  await db.insertInto('stay').values(row).execute()
}

export async function updateStay(
  db: Source,
  id: string,
  values: Partial<Omit<StayRow, 'id' | 'client_id' | 'region'>>,
): Promise<void> {
  await db.updateTable('stay').set(values).where('id', '=', id).execute()
}

/** The stays of one file, the newest first. */
export async function listStays(db: Source, clientId: string): Promise<StayRow[]> {
  const rows = await db.selectFrom('stay').selectAll().where('client_id', '=', clientId).limit(200).execute()
  const since = (row: StayRow) => row.admitted_at ?? row.reserved_at ?? ''
  return rows.toSorted((one, other) => since(other).localeCompare(since(one)))
}

/** The reservation or the stay that holds places now; null when none does. */
export async function findHoldingStay(db: Source, clientId: string): Promise<StayRow | null> {
  const query = db.selectFrom('stay').selectAll().where('client_id', '=', clientId)
  return (await query.where('state', 'in', ['reserved', 'present']).executeTakeFirst()) ?? null
}

/** Stays of an organisation that are in this state, the nearest end first. */
export async function listStaysOf(db: Source, organisationId: string, state: string): Promise<StayRow[]> {
  const query = db.selectFrom('stay').selectAll().where('organisation_id', '=', organisationId)
  return query.where('state', '=', state).orderBy('ends_on').limit(1000).execute()
}

/** Reservations that were made before this moment, the oldest first. */
export async function listLapsed(db: Source, before: string): Promise<StayRow[]> {
  const query = db.selectFrom('stay').selectAll().where('state', '=', 'reserved').where('reserved_at', '<', before)
  return query.orderBy('reserved_at').orderBy('id').limit(500).execute()
}

export async function insertStayPeople(db: Source, rows: readonly StayPersonRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('stay_person')
      .values([...rows])
      .execute()
}

export async function listStayPeople(db: Source, stayId: string): Promise<StayPersonRow[]> {
  return db.selectFrom('stay_person').selectAll().where('stay_id', '=', stayId).orderBy('came_at').execute()
}

/** The whole stay leaves at this moment. */
export async function leaveStay(db: Source, stayId: string, left_at: string): Promise<void> {
  const query = db.updateTable('stay_person').set({ left_at }).where('stay_id', '=', stayId)
  await query.where('left_at', 'is', null).execute()
}

/** The ages of those who are still there. */
export function agesPresent(rows: readonly StayPersonRow[]): AgeGroup[] {
  return rows.filter(row => row.left_at === null).map(row => groupOrThrow(row.age_group))
}

export function groupOrThrow(text: string): AgeGroup {
  const group = ageGroups.find(each => each === text)
  if (!group) throw new Error(`a person of the unknown age group ${text}`)
  return group
}

export async function openDischarge(db: Database, keyId: string, row: StayRow): Promise<Discharge> {
  if (row.sealed_discharge === null) return { where_to: '', follows: '' }
  return discharge.parse(JSON.parse(await db.keys.unseal(keyId, dischargePlace(row.id), row.sealed_discharge)))
}
