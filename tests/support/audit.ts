import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'

/** What an attacker with the whole database does first: take the triggers away. */
export async function dropAuditTriggers(db: Database): Promise<void> {
  const drops =
    db.engine.kind === 'sqlite'
      ? ['_update', '_delete'].map(end => `drop trigger audit_entry_refuse${end}`)
      : ['drop trigger audit_entry_refuse_change on audit_entry']
  for (const drop of drops) await sql.raw(drop).execute(db.write)
}

/** Rewrites one entry behind the program's back. */
export async function spoilEntry(db: Database, seq: number, region: string): Promise<void> {
  await dropAuditTriggers(db)
  const spoil = db.write.updateTable('audit_entry').set({ subject: 'case:another' })
  await spoil.where('seq', '=', seq).where('region', '=', region).execute()
}
