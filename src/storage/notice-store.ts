import type { Selectable, SelectQueryBuilder } from 'kysely'
import { usualSetting, type NoticeSetting } from '../domain/follow-up/send-moment.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type NoticeRow = Selectable<Schema['notice']>
export type DeliveryRow = Selectable<Schema['notice_delivery']>
export type SettingRow = Selectable<Schema['notice_setting']>

/** Gives one person one notice of one thing; a second time changes nothing and returns false. */
export async function insertNotice(db: Source, row: NoticeRow): Promise<boolean> {
  const made = await db
    .insertInto('notice')
    .values(row)
    .onConflict(on => on.columns(['account_id', 'source']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function insertDeliveries(db: Source, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('notice_delivery')
      .values([...rows])
      .execute()
}

export async function findSetting(db: Source, accountId: string): Promise<SettingRow> {
  const found = await db.selectFrom('notice_setting').selectAll().where('id', '=', accountId).executeTakeFirst()
  return found ?? { id: accountId, email: '', phone: '', ...usualSetting, digest: 0 }
}

export function settingOf(row: SettingRow): NoticeSetting {
  return { ...row, digest: row.digest === 1 }
}

export async function saveSetting(db: Source, row: SettingRow): Promise<void> {
  await db
    .insertInto('notice_setting')
    .values(row)
    .onConflict(on => on.column('id').doUpdateSet(row))
    .execute()
}

export type Claim = { readonly at: string; readonly until: string }

/**
 * Takes what is to be sent next for one person by one channel: one urgent notice, or all that may go together. Of
 * several processes that ask one gets it; a process that dies gives it up with its lease. What was tried before goes
 * again with what it went with then and nothing else: its receiver may have it already and takes no second of its name.
 */
export async function claimDeliveries(db: Source, { at, until }: Claim): Promise<DeliveryRow[]> {
  return db.transaction().execute(async tx => {
    const free = tx
      .selectFrom('notice_delivery')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', at)
      .where(eb => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', at)]))
    const first = await free.orderBy('next_at').orderBy('id').limit(1).executeTakeFirst()
    if (!first) return []
    const all = first.urgent === 1 ? [first] : await sendWith(free, first).orderBy('next_at').limit(200).execute()
    const claimed = await tx
      .updateTable('notice_delivery')
      .set({ leased_until: until })
      .where(
        'id',
        'in',
        all.map(row => row.id),
      )
      .where('state', '=', 'waiting')
      .where(eb => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', at)]))
      .returning('id')
      .execute()
    const own = new Set(claimed.map(row => row.id))
    return all.filter(row => own.has(row.id))
  })
}

function sendWith(free: SelectQueryBuilder<Schema, 'notice_delivery', DeliveryRow>, first: DeliveryRow) {
  const { account_id, channel, sent_as } = first
  const same = free.where('account_id', '=', account_id).where('channel', '=', channel).where('urgent', '=', 0)
  return sent_as === null ? same.where('sent_as', 'is', null) : same.where('sent_as', '=', sent_as)
}

/** The message in whose name these go out: the same at every attempt, so that its reader gets it once. */
export async function nameMessage(db: Source, rows: readonly DeliveryRow[]): Promise<string> {
  const known = rows[0]?.sent_as ?? rows[0]?.id ?? ''
  await updateAll(db, rows, { sent_as: known })
  return known
}

export async function markSent(db: Source, rows: readonly DeliveryRow[], at: string): Promise<void> {
  await updateAll(db, rows, { state: 'sent', sent_at: at, leased_until: null, fault: null })
}

/** Nobody waits for it by this way. */
export async function markDropped(db: Source, rows: readonly DeliveryRow[]): Promise<void> {
  await updateAll(db, rows, { state: 'dropped', leased_until: null })
}

/** `nextAt` null: it goes to the list of what could not be delivered. */
export async function markFailed(
  db: Source,
  rows: readonly DeliveryRow[],
  { nextAt, fault }: { readonly nextAt: (row: DeliveryRow) => string | null; readonly fault: string },
): Promise<void> {
  for (const row of rows) {
    const next = nextAt(row)
    const later = next === null ? { state: 'dead' } : { next_at: next }
    await updateAll(db, [row], { attempts: row.attempts + 1, leased_until: null, fault, ...later })
  }
}

async function updateAll(db: Source, rows: readonly DeliveryRow[], values: Partial<DeliveryRow>): Promise<void> {
  const ids = rows.map(row => row.id)
  if (ids.length > 0) await db.updateTable('notice_delivery').set(values).where('id', 'in', ids).execute()
}

/** What could not be delivered, the last first; ids of accounts, no text. */
export async function listDead(db: Source, page: Page): Promise<(DeliveryRow & { readonly display_name: string })[]> {
  return db
    .selectFrom('notice_delivery as d')
    .innerJoin('account as a', 'a.id', 'd.account_id')
    .selectAll('d')
    .select('a.display_name')
    .where('d.state', '=', 'dead')
    .orderBy('d.next_at', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** With it goes what was in the same message; false where it is not among the undelivered. */
export async function reviveDelivery(db: Source, id: string, at: string): Promise<boolean> {
  const message = db.selectFrom('notice_delivery').select('sent_as').where('id', '=', id)
  const waiting = db.updateTable('notice_delivery').set({ state: 'waiting', next_at: at, attempts: 0, fault: null })
  const dead = waiting.where('state', '=', 'dead')
  const revived = await dead
    .where(eb => eb.or([eb('id', '=', id), eb('sent_as', '=', message)]))
    .returning('id')
    .execute()
  return revived.some(row => row.id === id)
}

/** A person's own notices, the last first. */
export async function listNotices(db: Source, accountId: string, page: Page): Promise<NoticeRow[]> {
  const own = db.selectFrom('notice').selectAll().where('account_id', '=', accountId).orderBy('created_at', 'desc')
  return own.orderBy('id').limit(page.limit).offset(page.offset).execute()
}

export async function markSeen(db: Source, accountId: string, at: string): Promise<void> {
  const unseen = db.updateTable('notice').set({ seen_at: at }).where('account_id', '=', accountId)
  await unseen.where('seen_at', 'is', null).execute()
}
