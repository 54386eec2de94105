import { z } from 'zod'
import { route } from '../http/route.ts'
import { auditPage } from './page.ts'

export const auditRoutes = [
  route({
    method: 'get',
    path: '/audit',
    permission: 'audit.view',
    audit: { read: 'audit.viewed' },
    params: z.looseObject({}),
    body: z.looseObject({}),
    handler: auditPage,
  }),
]
