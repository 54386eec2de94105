import type { Fault } from '../../domain/fault.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { Translate } from '../../i18n/translator.ts'
import { findAccount } from '../../storage/account-store.ts'
import { hashSessionId } from '../../storage/session-store.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { sessionStoreOf } from '../http/session.ts'

type Gate = { readonly fault?: string; readonly held?: string; readonly status?: number }
type Page = Extract<Reply, { kind: 'page' }>

export function signInPage(
  t: Translate,
  { fault = '', held = '', status = 200, username = '' }: Gate & { username?: string },
): Page {
  return { kind: 'page', view: 'access/sign-in', status, model: { title: t('sign-in-title'), fault, username, held } }
}

export function unlockPage(t: Translate, { fault = '', held = '', status = 200 }: Gate): Page {
  return { kind: 'page', view: 'access/unlock', status, model: { title: t('unlock-title'), fault, held } }
}

export async function ownAccountPage(
  { deps, actor, locale, request, t }: Context<unknown, unknown>,
  faults: readonly Fault[],
  status = faults.length > 0 ? 422 : 200,
): Promise<Page> {
  const sessions = await sessionStoreOf(deps).listSessions(actor.id)
  const present = hashSessionId(request.sessionID)
  const account = await findAccount(deps.db.read, actor.id)
  return {
    kind: 'page',
    view: 'access/me',
    status,
    at: '/me',
    model: {
      title: t('me-title'),
      role: t(`role-${actor.role}`),
      first: account?.must_change_password === 1 ? t('me-password-first') : '',
      faults: faults.map(fault => sayFault(fault, t)),
      sessions: sessions.map(one => ({
        id: one.idHash,
        present: one.idHash === present,
        started: formatDateTime(one.createdAt, locale),
        seen: formatDateTime(one.seenAt, locale),
      })),
    },
  }
}
