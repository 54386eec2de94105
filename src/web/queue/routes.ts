import { z } from 'zod'
import { scopeOf } from '../../domain/access/scope.ts'
import { route } from '../http/route.ts'
import { queuePage } from './page.ts'

export const queueRoutes = [
  route({
    method: 'get',
    path: '/queue',
    permission: 'queue.view',
    audit: { read: 'queue.viewed' },
    params: z.looseObject({}),
    body: z.looseObject({}),
    handler: context => queuePage(context, scopeOf(context.actor, 'queue.view')),
  }),
]
