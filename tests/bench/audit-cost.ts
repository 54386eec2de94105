import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'
import { recordRead } from '../../src/storage/reads.ts'
import { median } from './rounds.ts'

const together = 20
const rounds = 100

/** Milliseconds that the log entry of one page takes, of 20 written together. */
export type AuditCost = { readonly durable: number; readonly notSynced: number }

/** Durable as the pages make it, and in turn the same with `synchronous` off on this database of the benchmark. */
export async function measureAudit(db: Database): Promise<AuditCost> {
  const times = { off: [] as number[], full: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    for (const mode of ['off', 'full'] as const) {
      await sql.raw(`pragma synchronous = ${mode}`).execute(db.write)
      times[mode].push(await timeGroup(db))
    }
  }
  return { durable: median(times.full) / together, notSynced: median(times.off) / together }
}

async function timeGroup(db: Database): Promise<number> {
  const context = { actor: { id: 'bench', role: 'secretary' }, at: new Date().toISOString(), region: '750000000' }
  const started = performance.now()
  const read = () => recordRead(db, context, { action: 'queue.viewed', subject: 'queue:bench' })
  await Promise.all(Array.from({ length: together }, read))
  return performance.now() - started
}
