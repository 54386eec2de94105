import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { readAnchors, type Anchor } from './anchor.ts'
import { firstHash, hashRow, type AuditHead, type AuditRow } from './audit-chain.ts'
import type { Schema } from './schema.ts'

export const auditFaultCodes = [
  'entry_changed',
  'entry_missing',
  'chain_broken',
  'head_differs',
  'anchor_broken',
  'anchor_differs',
  'tail_cut',
] as const
export type AuditFaultCode = (typeof auditFaultCodes)[number]

export type AuditFault = { readonly code: AuditFaultCode; readonly region: string; readonly seq: number }

const pageRows = 1_000

/** Recomputes every chain against its head and the signed anchors. An empty list is a whole log. */
export async function verifyAudit(
  db: { readonly read: Kysely<Schema>; readonly keys: { readonly anchorPublic: KeyObject } },
  anchorDir: string,
): Promise<AuditFault[]> {
  const lines = readAnchors(anchorDir, db.keys.anchorPublic)
  const anchors = lines.filter(anchor => anchor !== undefined)
  const faults: AuditFault[] = lines.flatMap((anchor, index) =>
    anchor === undefined ? [{ code: 'anchor_broken' as const, region: '', seq: index + 1 }] : [],
  )
  // Anchors are read first: entries written meanwhile only make the chain longer than its anchors.
  const withEntries = await listRegionsWithEntries(db.read)
  for (const region of await listRegions(db.read, [...withEntries, ...anchors])) {
    const own = anchors.filter(anchor => anchor.region === region)
    faults.push(...(await verifyRegion(db.read, region, own)))
  }
  return faults
}

/**
 * Recomputes only what came after the last anchored heads: cheap however long the log is. It trusts what lies before
 * them; the whole log is `verifyAudit`'s.
 */
export async function verifyTail(
  read: Kysely<Schema>,
  anchored: ReadonlyMap<string, AuditHead>,
): Promise<AuditFault[]> {
  const faults: AuditFault[] = []
  for (const region of await listRegions(read, anchored.values())) {
    faults.push(...(await verifyRegion(read, region, [], anchored.get(region))))
  }
  return faults
}

async function listRegions(read: Kysely<Schema>, anchors: Iterable<{ region: string }>): Promise<string[]> {
  const heads = await read.selectFrom('audit_head').select('region').execute()
  return [...new Set([...heads, ...anchors].map(row => row.region))].sort()
}

async function listRegionsWithEntries(read: Kysely<Schema>): Promise<{ region: string }[]> {
  return read.selectFrom('audit_entry').select('region').distinct().execute()
}

/** From the first entry on, or from a head that is known to be right. */
async function verifyRegion(
  read: Kysely<Schema>,
  region: string,
  anchors: readonly Anchor[],
  from?: AuditHead,
): Promise<AuditFault[]> {
  // The head is read before the entries, so that a running system cannot look faulty.
  const head = await read.selectFrom('audit_head').selectAll().where('region', '=', region).executeTakeFirst()
  const walk = new ChainWalk(region, head, anchors, from)
  for (;;) {
    const rows = await readPage(read, region, walk.lastSeq)
    for (const row of rows) walk.take(row)
    if (rows.length < pageRows) return walk.finish(await readHeadSeq(read, region))
    // A long log must not keep other requests waiting.
    await setImmediate()
  }
}

async function readHeadSeq(read: Kysely<Schema>, region: string): Promise<number> {
  const head = await read.selectFrom('audit_head').select('seq').where('region', '=', region).executeTakeFirst()
  return head?.seq ?? 0
}

async function readPage(read: Kysely<Schema>, region: string, after: number): Promise<AuditRow[]> {
  return read
    .selectFrom('audit_entry')
    .selectAll()
    .where('region', '=', region)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(pageRows)
    .execute()
}

class ChainWalk {
  lastSeq = -2_147_483_648
  readonly #region: string
  readonly #head: AuditHead
  readonly #anchors: Map<number, Anchor[]>
  readonly #faults: AuditFault[] = []
  #previous: { seq: number; hash: string } = { seq: 0, hash: firstHash }

  constructor(region: string, head: AuditHead | undefined, anchors: readonly Anchor[], from?: AuditHead) {
    this.#region = region
    if (from) this.#begin(from, head)
    this.#head = head ?? { region, seq: 0, hash: firstHash }
    this.#anchors = Map.groupBy(anchors, anchor => anchor.seq)
  }

  #begin(from: AuditHead, head: AuditHead | undefined): void {
    if ((head?.seq ?? 0) < from.seq) this.#report('tail_cut', from.seq)
    if (head?.seq === from.seq && head.hash !== from.hash) this.#report('head_differs', from.seq)
    this.#previous = from
    this.lastSeq = from.seq
  }

  take(row: AuditRow): void {
    if (row.seq !== this.#previous.seq + 1) this.#report('entry_missing', this.#previous.seq + 1)
    if (row.prev_hash !== this.#previous.hash) this.#report('chain_broken', row.seq)
    if (row.hash !== hashRow(row)) this.#report('entry_changed', row.seq)
    this.#compare(row)
    this.#previous = row
    this.lastSeq = row.seq
  }

  /** Takes the head's number as it stands after the last page: a running system moves it, never back. */
  finish(headSeq: number): AuditFault[] {
    if (this.#head.seq > this.#previous.seq) this.#report('head_differs', this.#head.seq)
    if (headSeq < this.#previous.seq) this.#report('head_differs', this.#previous.seq)
    for (const seq of this.#anchors.keys()) {
      if (seq > this.#previous.seq) this.#report('tail_cut', seq)
    }
    return this.#faults
  }

  #compare(row: AuditRow): void {
    if (row.seq === this.#head.seq && row.hash !== this.#head.hash) this.#report('head_differs', row.seq)
    const anchors = this.#anchors.get(row.seq) ?? []
    if (anchors.some(anchor => anchor.hash !== row.hash)) this.#report('anchor_differs', row.seq)
  }

  #report(code: AuditFaultCode, seq: number): void {
    this.#faults.push({ code, region: this.#region, seq })
  }
}
