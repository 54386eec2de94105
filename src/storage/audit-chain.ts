import { hash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { compileOnce } from './compile-once.ts'
import { insertMany } from './insert-many.ts'
import type { Schema } from './schema.ts'

/** Who did it: ids and codes, never a name. */
export type AuditActor = { readonly id: string; readonly role: string }

export type AuditEntry = {
  readonly action: string
  /** `case:<id>`: the kind and the id of what was touched. */
  readonly subject: string
  readonly details?: Readonly<Record<string, string | number | boolean>>
  /** Only in a change of two regions: whose chain takes the entry. */
  readonly region?: string
}

export type SignedEntry = { readonly actor: AuditActor; readonly at: string; readonly entry: AuditEntry }

export type AuditHead = { readonly region: string; readonly seq: number; readonly hash: string }

export type AuditRow = {
  region: string
  seq: number
  at: string
  actor_id: string
  actor_role: string
  action: string
  subject: string
  details: string
  prev_hash: string
  hash: string
}

export const firstHash = '0'.repeat(64)

/** Takes the region's chain for this transaction: nobody else can append to it before the commit. */
export async function lockHead(tx: Transaction<Schema>, region: string): Promise<AuditHead> {
  const [head] = await takeHead(tx, { region })
  if (head) return head
  await tx
    .insertInto('audit_head')
    .values({ region, seq: 0, hash: firstHash })
    .onConflict(conflict => conflict.column('region').doNothing())
    .execute()
  return lockHead(tx, region)
}

const takeHead = compileOnce((tx, { region }: { region: string }) =>
  tx
    .updateTable('audit_head')
    .set(eb => ({ seq: eb.ref('seq') }))
    .where('region', '=', region)
    .returning(['region', 'seq', 'hash']),
)

/** Appends entries to a chain whose head this transaction has locked, and returns the new head. */
export async function appendEntries(
  tx: Transaction<Schema>,
  head: AuditHead,
  entries: readonly SignedEntry[],
): Promise<AuditHead> {
  const rows = chainRows(head, entries)
  const last = rows.at(-1)
  if (last === undefined) return head
  await insertMany(tx, 'audit_entry', rows)
  const next = { region: head.region, seq: last.seq, hash: last.hash }
  await tx.updateTable('audit_head').set(next).where('region', '=', head.region).execute()
  return next
}

/** SHA-256 over every column but the hash itself. A JSON array of the columns has one reading only. */
export function hashRow(row: Omit<AuditRow, 'hash'>): string {
  const columns = [row.region, row.seq, row.at, row.actor_id, row.actor_role, row.action, row.subject, row.details]
  return hash('sha256', JSON.stringify([...columns, row.prev_hash]))
}

function chainRows(head: AuditHead, entries: readonly SignedEntry[]): AuditRow[] {
  let previous = head
  return entries.map(entry => {
    const row = chainRow(previous, entry)
    previous = row
    return row
  })
}

function chainRow(previous: AuditHead, { actor, at, entry }: SignedEntry): AuditRow {
  const row = {
    region: previous.region,
    seq: previous.seq + 1,
    at,
    actor_id: actor.id,
    actor_role: actor.role,
    action: entry.action,
    subject: entry.subject,
    details: JSON.stringify(entry.details ?? {}),
    prev_hash: previous.hash,
  }
  return { ...row, hash: hashRow(row) }
}
