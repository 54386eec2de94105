import { hash } from 'node:crypto'
import { Store, type Session, type SessionData } from 'express-session'
import { compileOnce } from './compile-once.ts'
import type { Database } from './database.ts'

export type StoredSession = {
  readonly idHash: string
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
}

type Done = (error?: unknown) => void

/** No session lives longer, however busy it is. */
export const sessionHours = 12
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
  readonly #found = new WeakSet<object>()
  /** When sessions were last seen, as the table says it, so that a page writes nothing in the same minute. */
  readonly #seen = new Map<string, number>()

  constructor(db: Database, now: () => Date = () => new Date()) {
    super()
    this.#db = db
    this.#now = now
  }

  /** Called for each session that was found: what was there once is only updated from then on. */
  override createSession(request: Parameters<Store['createSession']>[0], data: SessionData): Session & SessionData {
    const session = super.createSession(request, data)
    this.#found.add(session)
    return session
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

  override touch(sid: string, _session: SessionData, done: Done = ignore): void {
    const hash = hashSessionId(sid)
    const seen = this.#seen.get(hash) ?? 0
    // Once a minute is enough. Told at once, the page goes out in one piece.
    if (this.#now().getTime() - seen < seenEveryMs) done()
    else this.#touch(hash).then(() => done(), done)
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

  /** Ends one session, if it is the account's. */
  async endSession(accountId: string, idHash: string): Promise<void> {
    const own = this.#db.write.deleteFrom('session').where('account_id', '=', accountId)
    await own.where('id_hash', '=', idHash).execute()
  }

  /** Ends the sessions of an account, all or all but the one named by its hash. */
  async endSessions(accountId: string, exceptHash = ''): Promise<void> {
    await this.#db.write
      .deleteFrom('session')
      .where('account_id', '=', accountId)
      .where('id_hash', '!=', exceptHash)
      .execute()
  }

  /** Returns how many rows went. */
  async sweepExpired(): Promise<number> {
    const sweep = this.#db.write.deleteFrom('session').where('expires_at', '<=', this.#now().toISOString())
    return Number((await sweep.executeTakeFirst()).numDeletedRows)
  }

  async #find(sid: string): Promise<SessionData | null> {
    const hash = hashSessionId(sid)
    const [row] = await sessionsOf(this.#db.read, { hash, now: this.#now().toISOString() })
    if (row === undefined) return null
    if (this.#seen.size > maxSeen) this.#seen.clear()
    this.#seen.set(hash, Date.parse(row.seen_at))
    return JSON.parse(row.data) as SessionData
  }

  // A session that was ended while a page of it was under way must not come back with that page.
  async #save(sid: string, session: SessionData): Promise<void> {
    const id_hash = hashSessionId(sid)
    const now = this.#now()
    const seen_at = now.toISOString()
    const kept = { account_id: accountOf(session), data: JSON.stringify(session), seen_at }
    if (this.#found.has(session)) {
      await this.#db.write.updateTable('session').set(kept).where('id_hash', '=', id_hash).execute()
      return
    }
    const expires_at = new Date(now.getTime() + sessionHours * 3_600_000).toISOString()
    await this.#db.write
      .insertInto('session')
      .values({ id_hash, created_at: seen_at, expires_at, ...kept })
      .onConflict(conflict => conflict.column('id_hash').doUpdateSet(kept))
      .execute()
  }

  // Once a minute is enough, whichever process saw it last. The end of a session never moves.
  async #touch(hash: string): Promise<void> {
    const now = this.#now()
    await this.#db.write
      .updateTable('session')
      .set({ seen_at: now.toISOString() })
      .where('id_hash', '=', hash)
      .where('seen_at', '<', new Date(now.getTime() - seenEveryMs).toISOString())
      .execute()
  }
}

function accountOf(session: SessionData): string | null {
  const accountId: unknown = 'accountId' in session ? session.accountId : undefined
  return typeof accountId === 'string' ? accountId : null
}

function ignore(): void {}
