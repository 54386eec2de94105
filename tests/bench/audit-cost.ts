import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'
import { recordRead } from '../../src/storage/reads.ts'

const group = 20
const groups = 150

export type AuditCost = { readonly durable: number; readonly notSynced: number }

/**
 * Milliseconds of one group of 20 reads that the log takes together, as the pages make them; beside it the same with
 * `synchronous` off on this database of the benchmark. What both wait for the group to gather is the same.
 */
export async function measureAudit(db: Database): Promise<AuditCost> {
  const durable = await timeGroups(db)
  await sql`pragma synchronous = off`.execute(db.write)
  const notSynced = await timeGroups(db)
  await sql`pragma synchronous = full`.execute(db.write)
  return { durable, notSynced }
}

async function timeGroups(db: Database): Promise<number> {
  const actor = { id: 'bench', role: 'secretary' }
  const started = performance.now()
  for (let made = 0; made < groups; made += 1) {
    const context = { actor, at: new Date().toISOString(), region: '750000000' }
    const read = () => recordRead(db, context, { action: 'queue.viewed', subject: 'queue:bench' })
    await Promise.all(Array.from({ length: group }, read))
  }
  return (performance.now() - started) / groups
}
