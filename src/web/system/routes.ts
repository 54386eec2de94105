import { z } from 'zod'
import { isReady } from '../../storage/readiness.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const none = z.looseObject({})

/**
 * Locks the session, so that going back asks for the password. A GET changes something here on purpose: a plain link
 * hides in one tap on any page, whatever its form token is worth by then.
 */
function hideScreen({ request, t }: Context<unknown, unknown>): Reply {
  if (request.session.accountId) request.session.locked = true
  return { kind: 'page', view: 'layout/hidden', model: { title: t('hidden-title') } }
}

export const systemRoutes = [
  route({
    method: 'get',
    path: '/healthz',
    permission: 'public',
    audit: { none: 'no data' },
    params: none,
    body: none,
    handler: () => ({ kind: 'text', body: 'ok' }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    permission: 'public',
    audit: { none: 'no data' },
    params: none,
    body: none,
    handler: async ({ deps }) =>
      (await isReady(deps.db)) ? { kind: 'text', body: 'ok' } : { kind: 'text', body: 'not ready', status: 503 },
  }),
  route({
    method: 'get',
    path: '/hide',
    permission: 'public',
    audit: { none: 'a neutral page without data; locks the own session' },
    params: none,
    body: none,
    handler: hideScreen,
  }),
]
