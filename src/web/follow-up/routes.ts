import { z } from 'zod'
import { route } from '../http/route.ts'
import { workItemPage } from './work-item-page.ts'

const none = z.looseObject({})

export const followUpRoutes = [
  route({
    method: 'get',
    path: '/work/:id',
    permission: 'day.view',
    audit: { read: 'work_item.viewed' },
    params: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/) }),
    body: none,
    handler: workItemPage,
  }),
]
