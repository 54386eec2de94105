import { hash } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import {
  minutesHead,
  minutesItem,
  signingOffices,
  type MinutesHead,
  type MinutesItem,
} from '../domain/conference/minutes.ts'
import type { Signature } from '../domain/conference/minutes.ts'
import { capacities } from '../domain/conference/presiding.ts'
import type { OwnScope } from '../domain/access/decide-conference.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

type Row = Selectable<Schema['minutes']>
export type MinutesRow = Omit<Row, 'head'> & { readonly head: MinutesHead }
export type MinutesPartRow = Selectable<Schema['minutes_part']>
export type AddendumRow = Selectable<Schema['minutes_addendum']>

const office = z.enum(signingOffices)
const capacity = z.enum(capacities).nullable()

export async function insertMinutes(db: Source, row: Row, parts: readonly MinutesPartRow[]): Promise<void> {
  await db.insertInto('minutes').values(row).execute()
  if (parts.length > 0)
    await db
      .insertInto('minutes_part')
      .values([...parts])
      .execute()
}

export async function findMinutes(db: Source, sittingId: string): Promise<MinutesRow | null> {
  const row = await db.selectFrom('minutes').selectAll().where('sitting_id', '=', sittingId).executeTakeFirst()
  return row ? { ...row, head: minutesHead.parse(JSON.parse(row.head)) } : null
}

/** The numbers that a commission has used in the sittings between two instants. */
export async function listMinutesNumbers(
  db: Source,
  commissionId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('minutes as m')
    .innerJoin('sitting as s', 's.id', 'm.sitting_id')
    .select('m.number')
    .where('s.commission_id', '=', commissionId)
    .where('s.starts_at', '>=', from)
    .where('s.starts_at', '<', to)
    .execute()
  return rows.map(row => row.number)
}

export async function freezeMinutes(db: Source, id: string, at: string): Promise<void> {
  await db.updateTable('minutes').set({ frozen_at: at }).where('id', '=', id).execute()
}

/** All parts, in their order: what the signatures stand under. */
export async function listParts(db: Source, minutesId: string): Promise<MinutesPartRow[]> {
  const query = db.selectFrom('minutes_part').selectAll().where('minutes_id', '=', minutesId)
  return query.orderBy('position').execute()
}

export function partPlace(minutesId: string, itemId: string) {
  return { table: 'minutes_part', column: 'sealed_content', row: `${minutesId}:${itemId}` } as const
}

export async function openPart(db: Database, keyId: string, row: MinutesPartRow): Promise<MinutesItem> {
  const text = await db.keys.unseal(keyId, partPlace(row.minutes_id, row.item_id), row.sealed_content)
  return minutesItem.parse(JSON.parse(text))
}

/** One hash over head and parts: a single item can be shown to be the signed one without the others. */
export function hashMinutes(head: MinutesHead, parts: readonly Pick<MinutesPartRow, 'sha256'>[]): string {
  return hashOf([JSON.stringify(head), ...parts.map(part => part.sha256)].join('\n'))
}

export function hashOf(text: string): string {
  return hash('sha256', text)
}

type SignedRow = Signature & { readonly signed_at: string }

export async function insertApproval(db: Source, row: Selectable<Schema['minutes_approval']>): Promise<void> {
  await db.insertInto('minutes_approval').values(row).execute()
}

export async function listApprovals(db: Source, minutesId: string): Promise<SignedRow[]> {
  const query = db.selectFrom('minutes_approval').selectAll().where('minutes_id', '=', minutesId)
  const rows = await query.orderBy('signed_at').execute()
  return rows.map(row => ({
    account: row.account_id,
    office: office.parse(row.office),
    capacity: capacity.parse(row.capacity),
    signed_at: row.signed_at,
  }))
}

export async function insertAddendum(db: Source, row: AddendumRow): Promise<void> {
  await db.insertInto('minutes_addendum').values(row).execute()
}

/** The addenda of minutes, without those of cases that are closed to the reader. */
export async function listAddenda(
  db: Source,
  scope: Pick<OwnScope, 'excluded'>,
  minutesId: string,
): Promise<AddendumRow[]> {
  let query = db.selectFrom('minutes_addendum').selectAll().where('minutes_id', '=', minutesId)
  if (scope.excluded.length > 0) query = query.where('case_id', 'not in', scope.excluded)
  return query.orderBy('added_at').orderBy('id').execute()
}

/** Number of the next addendum to an item. */
export async function nextAddendum(db: Source, minutesId: string, itemId: string): Promise<number> {
  const last = sql<number>`coalesce(max(serial), 0)`.as('last')
  const query = db.selectFrom('minutes_addendum').select(last).where('minutes_id', '=', minutesId)
  return (await query.where('item_id', '=', itemId).executeTakeFirstOrThrow()).last + 1
}

export function addendumPlace(id: string) {
  return { table: 'minutes_addendum', column: 'sealed_text', row: id } as const
}

export async function openAddendum(db: Database, keyId: string, row: AddendumRow): Promise<string> {
  return db.keys.unseal(keyId, addendumPlace(row.id), row.sealed_text)
}

export const copyKinds = ['agenda', 'minutes', 'extract', 'control'] as const
export type CopyKind = (typeof copyKinds)[number]
const copyKind = z.enum(copyKinds)
export type PrintedCopy = Omit<Selectable<Schema['printed_copy']>, 'kind'> & { readonly kind: CopyKind }

export async function insertCopy(db: Source, row: PrintedCopy): Promise<void> {
  await db.insertInto('printed_copy').values(row).execute()
}

export async function nextCopy(db: Source, sittingId: string, kind: CopyKind): Promise<number> {
  const last = sql<number>`coalesce(max(copy), 0)`.as('last')
  const query = db.selectFrom('printed_copy').select(last).where('sitting_id', '=', sittingId)
  return (await query.where('kind', '=', kind).executeTakeFirstOrThrow()).last + 1
}

export async function findCopy(db: Source, id: string): Promise<PrintedCopy | null> {
  const row = await db.selectFrom('printed_copy').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { ...row, kind: copyKind.parse(row.kind) } : null
}
