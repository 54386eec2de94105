import { z } from 'zod'
import { seeWork } from '../../commands/follow-up/see-work.ts'
import { ages } from '../../storage/work-board.ts'
import { route } from '../http/route.ts'
import { absenceRoutes } from './absence-routes.ts'
import { boardListPage, boardPage, forecastPage } from './board-page.ts'
import { closingRoutes } from './closing-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { noticeRoutes } from './notice-routes.ts'
import { programmeRoutes } from './programme-routes.ts'
import { workItemPage } from './work-item-page.ts'

const none = z.looseObject({})
const params = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/) })
const account = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)

export const followUpRoutes = [
  route({
    method: 'get',
    path: '/work-items/:id',
    permission: 'day.view',
    audit: { read: 'work_item.viewed' },
    params,
    body: none,
    handler: workItemPage,
  }),
  route({
    method: 'post',
    path: '/work-items/:id/seen',
    permission: 'day.view',
    audit: { change: 'work_item.seen' },
    params,
    body: none,
    handler: async context => {
      const { deps, actor, params: asked, now } = context
      const done = await seeWork({ ...deps, now }, actor, asked.id)
      return done.ok || done.faults[0]?.code !== 'not_found' ? { kind: 'redirect', to: '/' } : { kind: 'not_found' }
    },
  }),
  route({
    method: 'get',
    path: '/board',
    permission: 'board.view',
    audit: { read: 'board.viewed' },
    params: none,
    body: none,
    handler: boardPage,
  }),
  route({
    method: 'get',
    path: '/board/:district/:officer/:age',
    permission: 'board.view',
    audit: { read: 'board.viewed' },
    params: z.strictObject({ district: z.string().regex(/^\d{9}$/), officer: account, age: z.enum(ages) }),
    body: none,
    handler: context => boardListPage(context, context.params),
  }),
  route({
    method: 'get',
    path: '/forecast',
    permission: 'forecast.view',
    audit: { read: 'forecast.viewed' },
    params: none,
    body: none,
    handler: forecastPage,
  }),
  ...contactRoutes,
  ...closingRoutes,
  ...absenceRoutes,
  ...programmeRoutes,
  ...noticeRoutes,
]
