import { z } from 'zod'
import { findAccountByUsername, findAccount } from '../../storage/account-store.ts'
import { SessionStore } from '../../storage/session-store.ts'
import { verifyPassword } from '../../commands/account/verify-password.ts'
import { changeOwnPassword } from '../../commands/account/change-own-password.ts'
import { beginSession, endSession } from '../http/session.ts'
import { guessGuard } from '../http/guessing.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { ownAccountPage, signInPage } from './page.ts'

const none = z.looseObject({})
const credentials = z.strictObject({ username: z.string().trim().max(200), password: z.string().max(1000) })
const passwordOnly = z.strictObject({ password: z.string().max(1000) })

async function signIn(context: Context<unknown, z.output<typeof credentials>>): Promise<Reply> {
  const { deps, request, body, now, t } = context
  const guard = guessGuard(deps.db)
  const wait = await guard.waitSeconds(body.username, request.ip ?? '')
  if (wait > 0) return signInPage(t, t('sign-in-wait', { minutes: Math.ceil(wait / 60) }), body.username, 429)
  const account = await findAccountByUsername(deps.db.read, body.username)
  const right = await verifyPassword(account ?? null, body.password)
  if (!right || !account?.active) {
    await guard.recordFailure(body.username, request.ip ?? '')
    return signInPage(t, t('sign-in-wrong'), body.username, 401)
  }
  await guard.forgive(body.username)
  await beginSession(request, account.id, now)
  return { kind: 'redirect', to: takeReturn(context) }
}

/** The page that was asked for before sign-in, once; only a path of this program. */
function takeReturn({ request }: Context<unknown, unknown>): string {
  const to = request.session.returnTo
  delete request.session.returnTo
  return to?.startsWith('/') && !to.startsWith('//') ? to : '/'
}

async function unlock(context: Context<unknown, z.output<typeof passwordOnly>>): Promise<Reply> {
  const { deps, request, body, now, t } = context
  const account = request.session.accountId ? await findAccount(deps.db.read, request.session.accountId) : undefined
  if (!account) return { kind: 'redirect', to: '/sign-in' }
  const guard = guessGuard(deps.db)
  const wait = await guard.waitSeconds(account.username, request.ip ?? '')
  if (wait > 0 || !(await verifyPassword(account, body.password))) {
    await guard.recordFailure(account.username, request.ip ?? '')
    return {
      kind: 'page',
      view: 'access/unlock',
      model: { title: t('unlock-title'), fault: t('sign-in-wrong') },
      status: 401,
    }
  }
  request.session.locked = false
  request.session.seenAt = now.toString()
  return { kind: 'redirect', to: takeReturn(context) }
}

const passwordChange = z.strictObject({
  current: z.string().max(1000),
  next: z.string().max(1000),
})

async function changePassword(context: Context<unknown, z.output<typeof passwordChange>>): Promise<Reply> {
  const { deps, actor, body, now, request } = context
  const changed = await changeOwnPassword({ ...deps, now }, actor, body)
  if (!changed.ok) return ownAccountPage(context, changed.faults)
  await new SessionStore(deps.db).endSessions(actor.id)
  await beginSession(request, actor.id, now)
  return { kind: 'redirect', to: '/me' }
}

export const accessRoutes = [
  route({
    method: 'get',
    path: '/sign-in',
    permission: 'public',
    audit: { none: 'shows no data' },
    params: none,
    body: none,
    handler: ({ t }) => signInPage(t, '', '', 200),
  }),
  route({
    method: 'post',
    path: '/sign-in',
    permission: 'public',
    audit: { none: 'sign-ins are counted as attempts; the session row names the account' },
    params: none,
    body: credentials,
    handler: signIn,
  }),
  route({
    method: 'post',
    path: '/sign-out',
    permission: 'public',
    audit: { none: 'ends the own session' },
    params: none,
    body: none,
    handler: async ({ request, locale }) => {
      await endSession(request)
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
    handler: ({ t }) => ({ kind: 'page', view: 'access/unlock', model: { title: t('unlock-title'), fault: '' } }),
  }),
  route({
    method: 'post',
    path: '/unlock',
    permission: 'public',
    audit: { none: 'reopens the own session' },
    params: none,
    body: passwordOnly,
    handler: unlock,
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
  }),
  route({
    method: 'post',
    path: '/me/sessions/end',
    permission: 'own_account.manage',
    audit: { none: 'ends the own sessions' },
    params: none,
    body: none,
    handler: async ({ deps, actor, request, now }) => {
      await new SessionStore(deps.db).endSessions(actor.id)
      await beginSession(request, actor.id, now)
      return { kind: 'redirect', to: '/me' }
    },
  }),
]
