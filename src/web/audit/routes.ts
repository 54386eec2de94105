import { z } from 'zod'
import { checkLogNow } from '../../commands/audit/check-log.ts'
import { route } from '../http/route.ts'
import { auditPage } from './page.ts'

const none = z.looseObject({})

export const auditRoutes = [
  route({
    method: 'get',
    path: '/audit',
    permission: 'audit.view',
    audit: { read: 'audit.viewed' },
    params: none,
    body: none,
    handler: context => auditPage(context),
  }),
  route({
    method: 'post',
    path: '/audit/check',
    permission: 'audit.view',
    audit: { change: 'audit.checked' },
    params: none,
    body: none,
    handler: async context => {
      const { deps, actor, now } = context
      const done = await checkLogNow({ ...deps, now }, actor)
      return done.ok ? { kind: 'redirect', to: '/audit' } : auditPage(context, true)
    },
  }),
]
