import { z } from 'zod'
import { route } from '../http/route.ts'
import { figuresPage } from './page.ts'

export const figuresRoutes = [
  route({
    method: 'get',
    path: '/figures',
    permission: 'figures.view',
    audit: { read: 'figures.viewed' },
    params: z.looseObject({}),
    body: z.looseObject({}),
    handler: figuresPage,
  }),
]
