import { sql } from 'kysely'
import { countBeds, type BedBoard, type Places } from '../domain/referral/bed.ts'
import { ageGroups, nobody, type Party } from '../domain/referral/party.ts'
import { placesOf, type Provider } from './provider-store.ts'
import type { Source } from './scope-filter.ts'

export type Beds = { readonly board: BedBoard; readonly present: Party; readonly waiting: number }

const count = sql<number>`cast(count(*) as integer)`.as('count')

/**
 * Beds are never stored as a number: they are counted from the people who are there and the reservations that stand, so
 * that the board is true without anybody keeping it. Inside a change the head of the region's chain is held, so nobody
 * else admits to the same organisation meanwhile.
 */
export async function readBeds(db: Source, providers: readonly Provider[]): Promise<Map<string, Beds>> {
  const ids = providers.map(one => one.id)
  if (ids.length === 0) return new Map()
  const [present, reserved, waiting] = await Promise.all([
    countPresent(db, ids),
    countReserved(db, ids),
    countWaiting(db, ids),
  ])
  return new Map(
    providers.map(one => {
      const there = present.get(one.id) ?? nobody
      const board = countBeds(placesOf(one), there, reserved.get(one.id) ?? { adult: 0, child: 0 })
      return [one.id, { board, present: there, waiting: waiting.get(one.id) ?? 0 }]
    }),
  )
}

export async function readBedsOf(db: Source, provider: Provider): Promise<Beds> {
  const beds = (await readBeds(db, [provider])).get(provider.id)
  if (!beds) throw new Error(`no beds for ${provider.id}`)
  return beds
}

async function countPresent(db: Source, ids: readonly string[]): Promise<Map<string, Party>> {
  const rows = await db
    .selectFrom('stay_person')
    .select(['organisation_id', 'age_group', count])
    .where('organisation_id', 'in', ids)
    .where('left_at', 'is', null)
    .groupBy(['organisation_id', 'age_group'])
    .execute()
  const parties = new Map<string, Party>()
  for (const { organisation_id, age_group, count: people } of rows) {
    const group = ageGroups.find(each => each === age_group) ?? 'adult'
    const party = parties.get(organisation_id) ?? nobody
    parties.set(organisation_id, { ...party, [group]: party[group] + people })
  }
  return parties
}

async function countReserved(db: Source, ids: readonly string[]): Promise<Map<string, Places>> {
  const rows = await db
    .selectFrom('stay')
    .select('organisation_id')
    .select(sql<number>`cast(sum(reserved_adult) as integer)`.as('adult'))
    .select(sql<number>`cast(sum(reserved_child) as integer)`.as('child'))
    .where('organisation_id', 'in', ids)
    .where('state', '=', 'reserved')
    .groupBy('organisation_id')
    .execute()
  return new Map(rows.map(({ organisation_id, adult, child }) => [organisation_id, { adult, child }]))
}

/** Referrals that wait for an answer. */
async function countWaiting(db: Source, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('referral')
    .select(['to_id', count])
    .where('to_id', 'in', ids)
    .where('state', '=', 'sent')
    .groupBy('to_id')
    .execute()
  return new Map(rows.map(row => [row.to_id, row.count]))
}
