import type { Transaction } from 'kysely'
import { appendEntries, lockHead, type AuditActor, type AuditEntry, type AuditHead } from './audit-chain.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

export type { AuditActor, AuditEntry } from './audit-chain.ts'

export type ChangeContext = {
  readonly actor: AuditActor
  /** The instant of the change, ISO text in UTC with milliseconds. */
  readonly at: string
  /** The region whose chain takes the entries; two for a change that touches two. */
  readonly region: string | readonly [string, string]
}

export type Changed<T> = { readonly value: T; readonly entries: readonly AuditEntry[] }

export type ChangeWork<T> = (tx: Transaction<Schema>) => Promise<Changed<T>>

/**
 * Runs `work` and appends its audit entries in one transaction. Without an entry for each region nothing is stored.
 * Inside `work` use only `tx`: on SQLite the outer database would wait for this very transaction.
 */
export async function change<T>(db: Database, context: ChangeContext, work: ChangeWork<T>): Promise<T> {
  const regions = orderRegions(context.region)
  const { value, heads } = await db.write.transaction().execute(async tx => {
    const locked = []
    for (const region of regions) locked.push(await lockHead(tx, region))
    const { value, entries } = await work(tx)
    return { value, heads: await appendAll(tx, context, locked, entries) }
  })
  for (const head of heads) db.audit.note(head)
  return value
}

async function appendAll(
  tx: Transaction<Schema>,
  context: ChangeContext,
  locked: readonly AuditHead[],
  entries: readonly AuditEntry[],
): Promise<AuditHead[]> {
  const byRegion = Map.groupBy(entries, entry => regionOf(entry, locked))
  const heads = []
  for (const head of locked) {
    const own = byRegion.get(head.region)
    if (own === undefined) throw new Error(`a change in region ${head.region} must leave an audit entry`)
    heads.push(
      await appendEntries(
        tx,
        head,
        own.map(entry => ({ actor: context.actor, at: context.at, entry })),
      ),
    )
  }
  return heads
}

function regionOf(entry: AuditEntry, locked: readonly AuditHead[]): string {
  const region = entry.region ?? (locked.length === 1 ? locked[0]?.region : undefined)
  if (region === undefined || !locked.some(head => head.region === region)) {
    throw new Error(`audit entry ${entry.action} names no region of its change`)
  }
  return region
}

// One order for everybody: two changes that touch the same two regions cannot wait for each other.
function orderRegions(region: ChangeContext['region']): string[] {
  return typeof region === 'string' ? [region] : [...new Set(region)].sort()
}
