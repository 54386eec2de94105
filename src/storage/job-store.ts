import { sql } from 'kysely'
import type { Source } from './scope-filter.ts'

export type JobClaim = {
  readonly name: string
  /** Which process asks. */
  readonly holder: string
  readonly at: string
  readonly until: string
  /** Only when it was last done at this instant or earlier; without it whenever nobody does it. */
  readonly lastRanBy?: string | undefined
}

/** Whether this process may do the work now. Of several that ask, one is told so until its lease ends. */
async function claimJob(db: Source, { name, holder, at, until, lastRanBy }: JobClaim): Promise<boolean> {
  const due = lastRanBy === undefined ? sql<boolean>`1 = 1` : sql<boolean>`job.ran_at <= ${lastRanBy}`
  const claimed = await db
    .insertInto('job')
    .values({ name, holder, leased_until: until, ran_at: null, result: null })
    .onConflict(on =>
      on
        .column('name')
        .doUpdateSet({ holder, leased_until: until })
        .where('job.leased_until', '<=', at)
        .where(eb => eb.or([eb('job.ran_at', 'is', null), due])),
    )
    .returning('name')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Gives the work back; with a result it counts as done at this instant. */
async function releaseJob(
  db: Source,
  { name, holder, at }: Pick<JobClaim, 'name' | 'holder' | 'at'>,
  done: { readonly result: object } | null,
): Promise<void> {
  const result = done ? { ran_at: at, result: JSON.stringify(done.result) } : {}
  await db
    .updateTable('job')
    .set({ leased_until: at, ...result })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .execute()
}

/** Whether some process is at this work now. */
export async function isBeingDone(db: Source, name: string, at: string): Promise<boolean> {
  const query = db.selectFrom('job').select('name').where('name', '=', name).where('leased_until', '>', at)
  return (await query.executeTakeFirst()) !== undefined
}

/** When the work was last done and what came of it, as JSON text. */
export async function findJobResult(db: Source, name: string): Promise<{ ranAt: string; result: string } | null> {
  const query = db.selectFrom('job').select(['ran_at as ranAt', 'result']).where('name', '=', name)
  const row = await query.executeTakeFirst()
  return row?.ranAt && row.result ? { ranAt: row.ranAt, result: row.result } : null
}

/**
 * Does work that only one process may do at a time, and keeps what came of it. Null when another does it. A process that
 * dies in the middle loses its turn with its lease.
 */
export async function doAlone<T extends object>(
  db: Source,
  claim: JobClaim,
  clock: () => string,
  work: () => Promise<T>,
): Promise<T | null> {
  if (!(await claimJob(db, claim))) return null
  let result: T | null = null
  try {
    result = await work()
  } finally {
    await releaseJob(db, { ...claim, at: clock() }, result && { result })
  }
  return result
}
