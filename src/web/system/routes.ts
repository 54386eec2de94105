import { z } from 'zod'
import { isReady } from '../../storage/readiness.ts'
import { route } from '../http/route.ts'

const none = z.looseObject({})

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
    audit: { none: 'a neutral page without data' },
    params: none,
    body: none,
    handler: ({ t }) => ({ kind: 'page', view: 'layout/hidden', model: { title: t('hidden-title') } }),
  }),
]
