import type { Fault } from '../../domain/fault.ts'
import { SessionStore } from '../../storage/session-store.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { Translate } from '../../i18n/translator.ts'
import type { Context, Reply } from '../http/route.ts'

export function signInPage(t: Translate, fault: string, username: string, status: number): Reply {
  return { kind: 'page', view: 'access/sign-in', status, model: { title: t('sign-in-title'), fault, username } }
}

export async function ownAccountPage(context: Context<unknown, unknown>, faults: readonly Fault[]): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const sessions = await new SessionStore(deps.db).listSessions(actor.id)
  return {
    kind: 'page',
    view: 'access/me',
    status: faults.length > 0 ? 422 : 200,
    at: '/me',
    model: {
      title: t('me-title'),
      role: t(`role-${actor.role}`),
      faults: faults.map(fault => ({ text: t(`fault-${fault.code.replaceAll('_', '-')}`), at: fault.at ?? '' })),
      sessions: sessions.map(one => ({
        started: formatDateTime(one.createdAt, locale),
        seen: formatDateTime(one.seenAt, locale),
      })),
    },
  }
}
