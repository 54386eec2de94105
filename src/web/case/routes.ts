import { z } from 'zod'
import { decide, tierFor } from '../../domain/access/decide.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { measureEffects, measureEvidence } from '../../domain/measure/outcome.ts'
import { recordMeasure } from '../../commands/measure/record-measure.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { findMeasure } from '../../storage/measure-store.ts'
import { id } from '../http/ids.ts'
import { route } from '../http/route.ts'
import { casePage, caseListPage } from './page.ts'

const none = z.looseObject({})
const outcomes = ['done', 'not_needed', 'not_possible', 'not_done'] as const
const recordBody = z.strictObject({
  state: z.enum(outcomes),
  note: z.string().max(5000).default(''),
  back: z.enum(['', 'day']).default(''),
  done_at: z.string().max(100).trim().default(''),
  effect: z.enum(measureEffects).or(z.literal('')).default(''),
  evidence: z.enum(measureEvidence).or(z.literal('')).default(''),
})

export const caseRoutes = [
  route({
    method: 'get',
    path: '/cases',
    permission: 'case.list',
    audit: { read: 'case.listed' },
    params: none,
    body: none,
    handler: context => caseListPage(context, scopeOf(context.actor, 'case.list')),
  }),
  route({
    method: 'get',
    path: '/cases/:id',
    permission: 'case.view',
    audit: { read: 'case.viewed' },
    params: z.strictObject({ id }),
    body: none,
    handler: async context => {
      const { deps, actor, params } = context
      const one = await findCase(deps.db.read, params.id, toStamp(context.now))
      const tier = one ? tierFor(actor, 'case.view', one) : null
      return one && tier !== null ? casePage(context, one, tier, []) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'post',
    path: '/measures/:id',
    permission: 'measure.record',
    audit: { change: 'measure.recorded' },
    params: z.strictObject({ id }),
    body: recordBody,
    handler: async context => {
      const { deps, actor, params, body, now } = context
      const measure = await findMeasure(deps.db.read, params.id)
      const one = measure ? await findCase(deps.db.read, measure.case_id, toStamp(now)) : undefined
      if (!measure || !one || decide(actor, 'measure.record', one, 1) === 'unreachable') return { kind: 'not_found' }
      const { back, done_at: doneAt, ...recorded } = body
      const done = await recordMeasure({ ...deps, now }, actor, { id: params.id, doneAt, ...recorded })
      if (done.ok) return { kind: 'redirect', to: back === 'day' ? '/' : `/cases/${one.id}#measures` }
      const faults = done.faults.map(fault => ({ ...fault, at: params.id, typed: body.note }))
      return casePage(context, one, 3, faults)
    },
  }),
]
