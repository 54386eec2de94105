import { randomBytes } from 'node:crypto'
import type { Request } from 'express'
import session from 'express-session'
import type { Dependencies } from '../dependencies.ts'
import type { Locale } from '../../i18n/translator.ts'
import { cookieName } from './cookie-name.ts'
import { guestOf, leaveGuest } from './guest.ts'
import { sessionHours, SessionStore } from '../../storage/session-store.ts'

declare module 'express-session' {
  interface SessionData {
    accountId: string
    csrf: string
    locale: Locale
    signedInAt: string
    seenAt: string
    locked: boolean
    /** Where to go on after sign-in or unlocking; a path of this program. */
    returnTo: string
    /** The assessment just submitted: its result is shown once, even where the case was closed by it. */
    receipt: string
    /** What was stored last in a case that closed by it; `of`: the case or the person whose form it was. */
    stored: { what: string; of: string; at: string }
  }
}

/** On every device: what a browser says of itself cannot be relied on. */
export const idleMinutes = 10
const touchSeconds = 60

export function sessionStoreOf(deps: Pick<Dependencies, 'db' | 'clock'>): SessionStore {
  return new SessionStore(deps.db, () => new Date(deps.clock().epochMilliseconds))
}

export function sessionMiddleware(deps: Dependencies) {
  return session({
    name: cookieName(deps.mode),
    secret: deps.sessionSecret,
    store: sessionStoreOf(deps),
    genid: () => randomBytes(32).toString('base64url'),
    resave: false,
    rolling: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: deps.mode === 'production',
      path: '/',
      maxAge: sessionHours * 3_600_000,
    },
  })
}

/** Undefined after the end of the session, and while it could not be loaded, which only a page of last resort sees. */
export function sessionOf(request: Request): Request['session'] | undefined {
  return request.session
}

/** Locks an idle session and ends one older than twelve hours; a locked session keeps all that was typed. `quiet`: nobody did anything. */
export function ageSession(request: Request, now: Temporal.Instant, quiet = false): 'open' | 'locked' | 'ended' {
  const { signedInAt, seenAt } = request.session
  if (!signedInAt || !seenAt) return 'ended'
  const sinceMs = (at: string) => now.epochMilliseconds - Date.parse(at)
  if (sinceMs(signedInAt) >= sessionHours * 3_600_000) return 'ended'
  const idleMs = sinceMs(seenAt)
  if (idleMs >= idleMinutes * 60_000) request.session.locked = true
  if (request.session.locked) return 'locked'
  if (!quiet && idleMs >= touchSeconds * 1000) request.session.seenAt = now.toString()
  return 'open'
}

/** A new session id for the signed-in account: an id from before sign-in is worth nothing after it. */
export async function beginSession(request: Request, accountId: string, now: Temporal.Instant): Promise<void> {
  const { accountId: before, returnTo: own } = request.session
  const returnTo = before === undefined ? guestOf(request).returnTo : own
  await renewSession(request)
  const at = now.toString()
  Object.assign(request.session, { accountId, signedInAt: at, seenAt: at, csrf: randomBytes(24).toString('base64url') })
  if (returnTo && (before === undefined || before === accountId)) request.session.returnTo = returnTo
}

/** Ends the session in every process and gives the browser another cookie: its kept pages are worth nothing. */
export async function endSession(request: Request): Promise<void> {
  const { returnTo, locale } = request.session
  await new Promise<void>((resolve, reject) => request.session.destroy(e => (e ? reject(e) : resolve())))
  leaveGuest(request, { ...(locale && { locale }), ...(returnTo && { returnTo }) })
}

/** Another id, nothing kept but the language. */
async function renewSession(request: Request): Promise<void> {
  const { locale = guestOf(request).locale } = request.session
  await new Promise<void>((resolve, reject) => request.session.regenerate(e => (e ? reject(e) : resolve())))
  if (locale) request.session.locale = locale
}
