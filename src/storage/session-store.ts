import { hash } from 'node:crypto'
import { Store, type SessionData } from 'express-session'
import { compileOnce } from './compile-once.ts'
import type { Database } from './database.ts'

export type StoredSession = {
  readonly idHash: string
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
}

type Done = (error?: unknown) => void

const dayMs = 24 * 3_600_000
const seenEveryMs = 60_000
const maxSeen = 10_000

const sessionsOf = compileOnce((db, { hash, now }: { hash: string; now: string }) =>
  db.selectFrom('session').select(['data', 'seen_at']).where('id_hash', '=', hash).where('expires_at', '>', now),
)

export function hashSessionId(sid: string): string {
  return hash('sha256', sid)
}

/** Sessions in the database under hashed ids: who reads the table cannot take over a session. */
export class SessionStore extends Store {
  readonly #db: Database
  readonly #now: () => Date
  /** When sessions were last seen, as the table says it, so that a page writes nothing in the same minute. */
  readonly #seen = new Map<string, number>()

  constructor(db: Database, now: () => Date = () => new Date()) {
    super()
    this.#db = db
    this.#now = now
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.#find(sid).then(session => done(null, session), done)
  }

  override set(sid: string, session: SessionData, done: Done = ignore): void {
    this.#save(sid, session).then(() => done(), done)
  }

  override destroy(sid: string, done: Done = ignore): void {
    const removal = this.#db.write.deleteFrom('session').where('id_hash', '=', hashSessionId(sid)).execute()
    removal.then(() => done(), done)
  }

  override touch(sid: string, session: SessionData, done: Done = ignore): void {
    const hash = hashSessionId(sid)
    const seen = this.#seen.get(hash) ?? 0
    // Once a minute is enough. Told at once, the page goes out in one piece.
    if (this.#now().getTime() - seen < seenEveryMs) done()
    else this.#touch(hash, session).then(() => done(), done)
  }

  async listSessions(accountId: string): Promise<StoredSession[]> {
    return this.#db.read
      .selectFrom('session')
      .select(['id_hash as idHash', 'created_at as createdAt', 'seen_at as seenAt', 'expires_at as expiresAt'])
      .where('account_id', '=', accountId)
      .where('expires_at', '>', this.#now().toISOString())
      .orderBy('seen_at', 'desc')
      .execute()
  }

  /** Ends the sessions of an account, all or all but the one named by its hash. */
  async endSessions(accountId: string, exceptHash = ''): Promise<void> {
    await this.#db.write
      .deleteFrom('session')
      .where('account_id', '=', accountId)
      .where('id_hash', '!=', exceptHash)
      .execute()
  }

  async sweepExpired(): Promise<void> {
    await this.#db.write.deleteFrom('session').where('expires_at', '<=', this.#now().toISOString()).execute()
  }

  async #find(sid: string): Promise<SessionData | null> {
    const hash = hashSessionId(sid)
    const [row] = await sessionsOf(this.#db.read, { hash, now: this.#now().toISOString() })
    if (row === undefined) return null
    if (this.#seen.size > maxSeen) this.#seen.clear()
    this.#seen.set(hash, Date.parse(row.seen_at))
    return JSON.parse(row.data) as SessionData
  }

  async #save(sid: string, session: SessionData): Promise<void> {
    const seen_at = this.#now().toISOString()
    const kept = {
      account_id: accountOf(session),
      data: JSON.stringify(session),
      seen_at,
      expires_at: this.#expiry(session),
    }
    await this.#db.write
      .insertInto('session')
      .values({ id_hash: hashSessionId(sid), created_at: seen_at, ...kept })
      .onConflict(conflict => conflict.column('id_hash').doUpdateSet(kept))
      .execute()
  }

  // Another process may have touched it in the meantime.
  async #touch(hash: string, session: SessionData): Promise<void> {
    const now = this.#now()
    await this.#db.write
      .updateTable('session')
      .set({ seen_at: now.toISOString(), expires_at: this.#expiry(session) })
      .where('id_hash', '=', hash)
      .where('seen_at', '<', new Date(now.getTime() - seenEveryMs).toISOString())
      .execute()
  }

  #expiry(session: SessionData): string {
    const ends = session.cookie.expires ?? this.#now().getTime() + dayMs
    return new Date(ends).toISOString()
  }
}

function accountOf(session: SessionData): string | null {
  const accountId: unknown = 'accountId' in session ? session.accountId : undefined
  return typeof accountId === 'string' ? accountId : null
}

function ignore(): void {}
