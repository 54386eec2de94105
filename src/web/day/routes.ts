import { z } from 'zod'
import { workParts } from '../../domain/follow-up/work-scope.ts'
import { route } from '../http/route.ts'
import { dayPage, partPage } from './page.ts'

const none = z.looseObject({})

export const dayRoutes = [
  route({
    method: 'get',
    path: '/',
    permission: 'day.view',
    audit: { read: 'day.viewed' },
    params: none,
    body: none,
    handler: dayPage,
  }),
  route({
    method: 'get',
    path: '/day/:part',
    permission: 'day.view',
    audit: { read: 'day.viewed' },
    params: z.strictObject({ part: z.enum([...workParts, 'climbed']) }),
    body: none,
    handler: context => partPage(context, context.params.part),
  }),
]
