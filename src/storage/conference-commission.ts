import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Seat } from '../domain/conference/seat.ts'
import type { QuorumRule } from '../domain/conference/quorum.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type CommissionRow = Selectable<Schema['commission']>
export type Commission = Omit<CommissionRow, 'quorum'> & { readonly quorum: QuorumRule }
export type SeatRow = Selectable<Schema['commission_seat']>

const quorum = z.strictObject({ always: z.array(z.string()), with_children: z.array(z.string()) })

export async function insertCommission(db: Source, row: Commission): Promise<void> {
  await db
    .insertInto('commission')
    .values({ ...row, quorum: JSON.stringify(row.quorum) })
    .execute()
}

/** A commission holds no case data: district and permission alone guard it. */
export async function findCommissionOf(db: Source, district: string): Promise<Commission | null> {
  const row = await db.selectFrom('commission').selectAll().where('district', '=', district).executeTakeFirst()
  return row ? { ...row, quorum: quorum.parse(JSON.parse(row.quorum)) } : null
}

type CommissionRules = Omit<Commission, 'id' | 'region' | 'district' | 'created_at'>

export async function updateCommission(db: Source, id: string, rules: CommissionRules): Promise<void> {
  await db
    .updateTable('commission')
    .set({ ...rules, quorum: JSON.stringify(rules.quorum) })
    .where('id', '=', id)
    .execute()
}

export async function insertSeat(db: Source, row: SeatRow): Promise<void> {
  await db.insertInto('commission_seat').values(row).execute()
}

export async function findSeat(db: Source, id: string): Promise<SeatRow | null> {
  return (await db.selectFrom('commission_seat').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function updateSeat(
  db: Source,
  id: string,
  values: Omit<SeatRow, 'id' | 'commission_id' | 'region'>,
): Promise<void> {
  await db.updateTable('commission_seat').set(values).where('id', '=', id).execute()
}

export async function listSeats(db: Source, commissionId: string): Promise<SeatRow[]> {
  const query = db.selectFrom('commission_seat').selectAll().where('commission_id', '=', commissionId)
  return query.orderBy('office').orderBy('agency').orderBy('id').limit(100).execute()
}

/** Those of these accounts that may act now. */
export async function listActive(db: Source, accounts: readonly string[]): Promise<Set<string>> {
  if (accounts.length === 0) return new Set()
  const query = db.selectFrom('account').select('id').where('id', 'in', accounts).where('active', '=', 1)
  return new Set((await query.execute()).map(row => row.id))
}

/** The seat as the rules see it; a disabled account speaks for nobody. */
export function seatOf(row: SeatRow, active: ReadonlySet<string>): Seat {
  const able = (id: string | null) => (id !== null && active.has(id) ? id : null)
  return {
    id: row.id,
    agency: row.agency,
    office: row.office,
    representative: able(row.representative_id),
    deputy: able(row.deputy_id),
    termUntilOn: row.term_until_on,
    licenceUntilOn: row.licence_until_on,
    active: row.active === 1,
  }
}

export async function loadSeats(db: Source, commissionId: string): Promise<Seat[]> {
  const rows = await listSeats(db, commissionId)
  const accounts = rows.flatMap(row => [row.representative_id, row.deputy_id]).filter(id => id !== null)
  const active = await listActive(db, accounts)
  return rows.map(row => seatOf(row, active))
}

/** Accounts of the district that may take a seat. */
export async function listSeatable(db: Source, district: string, roles: readonly string[]) {
  const query = db.selectFrom('account').select(['id', 'display_name', 'role', 'organisation_id'])
  const own = query.where('district', '=', district).where('active', '=', 1).where('role', 'in', roles)
  return own.orderBy('display_name').limit(500).execute()
}

export type NamedAccount = {
  readonly id: string
  readonly name: string
  readonly organisation_kk: string
  readonly organisation_ru: string
}

/** The names of officials by account id, as pages and minutes print them. */
export async function nameAccounts(db: Source, ids: readonly string[]): Promise<Map<string, NamedAccount>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('account as a')
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .select(['a.id', 'a.display_name as name', 'o.name_kk as organisation_kk', 'o.name_ru as organisation_ru'])
    .where('a.id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}
