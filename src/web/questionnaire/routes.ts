import { z } from 'zod'
import { route } from '../http/route.ts'
import { bankPage } from './bank-page.ts'
import { instrumentPage } from './instrument-page.ts'
import { questionnairesPage } from './page.ts'
import { procedurePage } from './procedure-page.ts'

const name = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)
const version = z.string().regex(/^\d+\.\d+\.\d+$/)
const common = {
  method: 'get',
  permission: 'questionnaire.view',
  audit: { none: 'what is asked and how it is judged, without data of a case' },
  body: z.looseObject({}),
} as const

export const questionnaireRoutes = [
  route({ ...common, path: '/questionnaires', params: z.looseObject({}), handler: questionnairesPage }),
  route({
    ...common,
    path: '/questionnaires/banks/:version',
    params: z.strictObject({ version }),
    handler: context => bankPage(context, context.params.version),
  }),
  route({
    ...common,
    path: '/questionnaires/instruments/:name/:version',
    params: z.strictObject({ name, version }),
    handler: context => instrumentPage(context, context.params.name, context.params.version),
  }),
  route({
    ...common,
    path: '/questionnaires/procedures/:name/:version',
    params: z.strictObject({ name, version }),
    handler: context => procedurePage(context, context.params.name, context.params.version),
  }),
]
