import { z } from 'zod'
import { findAccountByUsername, findAccount, type AccountRow } from '../../storage/account-store.ts'
import { recordRead } from '../../storage/reads.ts'
import { hashSessionId } from '../../storage/session-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { country } from '../../commands/reference/country.ts'
import { verifyPassword } from '../../commands/account/verify-password.ts'
import { changeOwnPassword } from '../../commands/account/change-own-password.ts'
import { againPage } from '../http/again.ts'
import { ageSession, beginSession, endSession, sessionStoreOf } from '../http/session.ts'
import { guessGuard } from '../http/guessing.ts'
import { readHeld } from '../http/held.ts'
import { route, type Context, type Fields, type Reply, type Why } from '../http/route.ts'
import { ownAccountPage, signInPage, unlockPage } from './page.ts'

const none = z.looseObject({})
const held = z.string().default('')
const password = z.string().max(1000)
const credentials = z.strictObject({ username: z.string().trim().max(200), password, held })
const passwordOnly = z.strictObject({ password, held })
const idle = z.strictObject({
  held,
  at: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])/),
})

async function signIn(context: Context<unknown, z.output<typeof credentials>>): Promise<Reply> {
  const { deps, request, body, now, t } = context
  const { username, held } = body
  const attempt = await guessGuard(deps).admit(username, request.ip ?? '')
  if (!('failed' in attempt))
    return signInPage(t, { username, held, status: 429, fault: sayWait(context, attempt.wait) })
  const account = await findAccountByUsername(deps.db.read, username)
  const right = await verifyPassword(account ?? null, body.password)
  await recordAttempt(context, account ?? null, right ? 'session.started' : 'sign_in.failed')
  if (!right || !account) {
    await attempt.failed()
    return signInPage(t, { username, held, status: 401, fault: t('sign-in-wrong') })
  }
  await attempt.succeeded()
  await beginSession(request, account.id, now)
  return goOn(context)
}

/** Names that do not exist are logged as well, in the country's chain: both answers take the same time. */
async function recordAttempt({ deps, now }: Context<unknown, unknown>, account: AccountRow | null, action: string) {
  const { id, role, region } = account ?? { id: 'nobody', role: 'nobody', region: country }
  const by = { actor: { id, role }, at: toStamp(now), region }
  await recordRead(deps.db, by, { action, subject: `account:${id}` })
}

function sayWait({ t }: Context<unknown, unknown>, seconds: number): string {
  return t('sign-in-wait', { minutes: Math.ceil(seconds / 60) })
}

/** To the form that was carried along, else to the page that was asked for, once; only within this program. */
function goOn({ request, body, t }: Context<unknown, { held: string }>): Reply {
  const to = request.session.returnTo
  delete request.session.returnTo
  const form = readHeld(body.held)
  if (form) return againPage(form, t, 200)
  return { kind: 'redirect', to: to?.startsWith('/') && !/^\/[/\\]/.test(to) ? to : '/' }
}

/** The screen was idle: what was typed on it is carried along, and its page waits. */
function lock({ request, body, t }: Context<unknown, z.output<typeof idle>>): Reply {
  if (!request.session.accountId) return signInPage(t, { held: body.held })
  request.session.locked = true
  request.session.returnTo = body.at
  return unlockPage(t, { held: body.held })
}

async function unlock(context: Context<unknown, z.output<typeof passwordOnly>>): Promise<Reply> {
  const { deps, request, body, now, t } = context
  const account = request.session.accountId ? await findAccount(deps.db.read, request.session.accountId) : undefined
  if (!account || ageSession(request, now) === 'ended') return signInPage(t, { held: body.held })
  const attempt = await guessGuard(deps).admit(account.username, request.ip ?? '')
  if (!('failed' in attempt)) return unlockPage(t, { ...body, status: 429, fault: sayWait(context, attempt.wait) })
  const right = await verifyPassword(account, body.password)
  await recordAttempt(context, account, right ? 'session.unlocked' : 'unlock.failed')
  if (!right) {
    await attempt.failed()
    return unlockPage(t, { held: body.held, status: 401, fault: t('unlock-wrong') })
  }
  await attempt.succeeded()
  request.session.locked = false
  request.session.seenAt = now.toString()
  return goOn(context)
}

const passwordChange = z.strictObject({ current: password, next: password })

async function changePassword(context: Context<unknown, z.output<typeof passwordChange>>): Promise<Reply> {
  const { deps, actor, body, now, request } = context
  const account = await findAccount(deps.db.read, actor.id)
  const attempt = await guessGuard(deps).admit(account?.username ?? '', request.ip ?? '')
  if (!('failed' in attempt)) {
    const details = { minutes: Math.ceil(attempt.wait / 60) }
    return ownAccountPage(context, [{ code: 'too_many_attempts', at: 'current', details }], 429)
  }
  const changed = await changeOwnPassword({ ...deps, now }, actor, body)
  const guessed = !changed.ok && changed.faults.some(fault => fault.code === 'wrong_password')
  await (guessed ? attempt.failed() : attempt.succeeded())
  if (!changed.ok) return ownAccountPage(context, changed.faults)
  await sessionStoreOf(deps).endSessions(actor.id)
  await beginSession(request, actor.id, now)
  return { kind: 'redirect', to: '/me' }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function signInAgain({ body, t }: Context<unknown, Fields>, why: Why): Reply {
  const fault = t(why === 'stale' ? 'sign-in-stale' : 'sign-in-wrong')
  const typed = { username: textOf(body['username']).slice(0, 200), held: textOf(body['held']) }
  return signInPage(t, { ...typed, status: why === 'stale' ? 403 : 400, fault })
}

function unlockAgain({ body, t }: Context<unknown, Fields>, why: Why): Reply {
  const fault = t(why === 'stale' ? 'sign-in-stale' : 'unlock-wrong')
  return unlockPage(t, { held: textOf(body['held']), status: why === 'stale' ? 403 : 400, fault })
}

function passwordAgain(context: Context<unknown, Fields>, why: Why): Promise<Reply> {
  const fault = why === 'stale' ? { code: 'page_stale' } : { code: 'wrong_shape', at: 'next' }
  return ownAccountPage(context, [fault], why === 'stale' ? 403 : 400)
}

export const accessRoutes = [
  route({
    method: 'get',
    path: '/sign-in',
    permission: 'public',
    audit: { none: 'shows no data' },
    params: none,
    body: none,
    handler: ({ t }) => signInPage(t, {}),
  }),
  route({
    method: 'post',
    path: '/sign-in',
    permission: 'public',
    audit: { change: 'session.started' },
    params: none,
    body: credentials,
    handler: signIn,
    again: signInAgain,
  }),
  route({
    method: 'post',
    path: '/sign-out',
    permission: 'public',
    audit: { none: 'ends the own session' },
    params: none,
    body: none,
    handler: async ({ request, locale }) => {
      delete request.session.returnTo
      await endSession(request)
      request.res?.set('Clear-Site-Data', '"cache"')
      return { kind: 'redirect', to: `/sign-in?lang=${locale}` }
    },
  }),
  route({
    method: 'get',
    path: '/unlock',
    permission: 'public',
    audit: { none: 'shows no data' },
    params: none,
    body: none,
    handler: ({ t }) => unlockPage(t, {}),
  }),
  route({
    method: 'post',
    path: '/lock',
    permission: 'public',
    audit: { none: 'locks the own session' },
    params: none,
    body: idle,
    handler: lock,
    again: ({ body, t }, why) => unlockPage(t, { held: textOf(body['held']), status: why === 'stale' ? 403 : 400 }),
  }),
  route({
    method: 'post',
    path: '/unlock',
    permission: 'public',
    audit: { change: 'session.unlocked' },
    params: none,
    body: passwordOnly,
    handler: unlock,
    again: unlockAgain,
  }),
  route({
    method: 'get',
    path: '/me',
    permission: 'own_account.manage',
    audit: { none: 'own account only' },
    params: none,
    body: none,
    handler: context => ownAccountPage(context, []),
  }),
  route({
    method: 'post',
    path: '/me/password',
    permission: 'own_account.manage',
    audit: { change: 'account.password_changed' },
    params: none,
    body: passwordChange,
    handler: changePassword,
    again: passwordAgain,
  }),
  route({
    method: 'post',
    path: '/me/sessions/end',
    permission: 'own_account.manage',
    audit: { none: 'ends the own sessions' },
    params: none,
    body: none,
    handler: async ({ deps, actor, request }) => {
      await sessionStoreOf(deps).endSessions(actor.id, hashSessionId(request.sessionID))
      return { kind: 'redirect', to: '/me' }
    },
  }),
  route({
    method: 'post',
    path: '/me/sessions/:id/end',
    permission: 'own_account.manage',
    audit: { none: 'ends one of the own sessions' },
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
    body: none,
    handler: async ({ deps, actor, params }) => {
      await sessionStoreOf(deps).endSession(actor.id, params.id)
      return { kind: 'redirect', to: '/me' }
    },
  }),
]
