import { listAuditEntries, listRegions, type AuditEntryRow } from './audit-store.ts'
import type { Source } from './scope-filter.ts'

/** The last entries of all regions, the newest first. Each chain is read from its end, so a long log costs no more. */
export async function listRecentEntries(db: Source, limit: number): Promise<AuditEntryRow[]> {
  const entries: AuditEntryRow[] = []
  for (const region of await listRegions(db))
    entries.push(...(await listAuditEntries(db, region, { limit, offset: 0 })))
  return entries.sort(byNewest).slice(0, limit)
}

function byNewest(one: AuditEntryRow, other: AuditEntryRow): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1
  return one.region === other.region ? other.seq - one.seq : one.region < other.region ? -1 : 1
}
