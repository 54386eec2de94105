import { sql } from 'kysely'
import { RateLimiterRes } from 'rate-limiter-flexible'
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'
import type { Database } from './database.ts'

export type LimitOptions = {
  readonly keyPrefix: string
  /** Attempts allowed within the duration. */
  readonly points: number
  /** Seconds. */
  readonly duration: number
  /** Seconds for which a key stays blocked once its points are used up. */
  readonly blockDuration?: number
}

/** Forgets counters whose time is over; returns how many. */
export async function sweepAttempts(db: Database, now: Date): Promise<number> {
  const gone = await db.write
    .deleteFrom('attempt_limit')
    .where('expires_at', '<=', now.toISOString())
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

type Attempts = { points: number; expires_at: string | null }

/** Guessing limits that every process of the installation shares. Keys are hashed by the caller if they identify. */
export class AttemptLimiter extends RateLimiterStoreAbstract {
  readonly #db: Database
  readonly #now: () => Date

  constructor(db: Database, options: LimitOptions, now: () => Date = () => new Date()) {
    super({ ...options, storeClient: db })
    this.#db = db
    this.#now = now
  }

  // The names below are the library's: its abstract class calls them.
  _getRateLimiterRes(_key: string, changed: number, stored: Attempts): RateLimiterRes {
    const wait = stored.expires_at === null ? -1 : new Date(stored.expires_at).getTime() - this.#now().getTime()
    const remaining = Math.max(this.points - stored.points, 0)
    return new RateLimiterRes(
      remaining,
      stored.expires_at === null ? -1 : Math.max(wait, 0),
      stored.points,
      changed === stored.points,
    )
  }

  async _get(key: string): Promise<Attempts | null> {
    const found = await this.#db.read
      .selectFrom('attempt_limit')
      .select(['points', 'expires_at'])
      .where('key', '=', key)
      .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', this.#now().toISOString())]))
      .executeTakeFirst()
    return found ?? null
  }

  async _delete(key: string): Promise<boolean> {
    const gone = await this.#db.write.deleteFrom('attempt_limit').where('key', '=', key).executeTakeFirst()
    return gone.numDeletedRows > 0n
  }

  async _upsert(key: string, points: number, durationMs: number, forceExpire = false): Promise<Attempts> {
    const now = this.#now()
    const expires_at = durationMs > 0 ? new Date(now.getTime() + durationMs).toISOString() : null
    const running = forceExpire
      ? sql<boolean>`1 = 0`
      : sql<boolean>`(attempt_limit.expires_at is null or attempt_limit.expires_at > ${now.toISOString()})`
    return this.#db.write
      .insertInto('attempt_limit')
      .values({ key, points, expires_at })
      .onConflict(conflict =>
        conflict.column('key').doUpdateSet({
          points: sql`case when ${running} then attempt_limit.points + excluded.points else excluded.points end`,
          expires_at: sql`case when ${running} then attempt_limit.expires_at else excluded.expires_at end`,
        }),
      )
      .returning(['points', 'expires_at'])
      .executeTakeFirstOrThrow()
  }
}
