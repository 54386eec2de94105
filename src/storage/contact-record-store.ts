import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type ContactRow = Selectable<Schema['contact_record']>

const codes = z.array(z.string())

export const contactPlace = (id: string) => ({ table: 'contact_record', column: 'sealed_note', row: id }) as const

export async function insertContact(db: Source, row: ContactRow): Promise<void> {
  await db.insertInto('contact_record').values(row).execute()
}

/** The contacts with her in one case, the last first. */
export async function listContacts(db: Source, caseId: string): Promise<ContactRow[]> {
  const query = db.selectFrom('contact_record').selectAll().where('case_id', '=', caseId)
  return query.orderBy('happened_at', 'desc').orderBy('id').limit(200).execute()
}

/** How often she was really reached. */
export async function countReached(db: Source, caseId: string): Promise<number> {
  const query = db.selectFrom('contact_record').where('case_id', '=', caseId).where('reached', '=', 1)
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await query.select(count).executeTakeFirstOrThrow()).count
}

export function openDanger({ danger }: ContactRow): string[] {
  return codes.parse(JSON.parse(danger))
}

/** Tier 3: what was seen, in the officer's words. */
export async function openContactNote(db: Database, keyId: string, row: ContactRow): Promise<string> {
  return row.sealed_note === null ? '' : db.keys.unseal(keyId, contactPlace(row.id), row.sealed_note)
}
