import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'

export type AuditEntryRow = Selectable<Schema['audit_entry']>

/** Regions that have a chain. */
export async function listRegions(db: Source): Promise<string[]> {
  const heads = await db.selectFrom('audit_head').select('region').orderBy('region').execute()
  return heads.map(head => head.region)
}

/** Codes and ids of one region's chain, the newest first. The permission guards this list: it reaches no case. */
export async function listAuditEntries(db: Source, region: string, page: Page): Promise<AuditEntryRow[]> {
  const query = db.selectFrom('audit_entry').selectAll().where('region', '=', region)
  return query.orderBy('seq', 'desc').limit(page.limit).offset(page.offset).execute()
}
