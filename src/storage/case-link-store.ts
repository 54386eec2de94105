import type { Selectable } from 'kysely'
import { z } from 'zod'
import { linkKinds, type Link } from '../domain/case/link.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type CaseLinkRow = Selectable<Schema['case_link']>

const link = z.object({ kind: z.enum(linkKinds), name: z.string(), bornOn: z.string(), note: z.string() })

export const linkPlace = (id: string) => ({ table: 'case_link', column: 'sealed_link', row: id }) as const

export async function insertCaseLink(db: Source, row: CaseLinkRow): Promise<void> {
  await db.insertInto('case_link').values(row).execute()
}

export async function listCaseLinks(db: Source, caseId: string): Promise<CaseLinkRow[]> {
  const query = db.selectFrom('case_link').selectAll().where('case_id', '=', caseId)
  return query.orderBy('kind').orderBy('recorded_at').limit(200).execute()
}

/** Tier 2. */
export async function openCaseLink(db: Database, keyId: string, row: CaseLinkRow): Promise<Link> {
  return link.parse(JSON.parse(await db.keys.unseal(keyId, linkPlace(row.id), row.sealed_link)))
}
