import { z } from 'zod'
import { tierFor } from '../../domain/access/decide.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { measureEffects, measureEvidence } from '../../domain/measure/outcome.ts'
import { recordMeasure } from '../../commands/measure/record-measure.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { findMeasure } from '../../storage/measure-store.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { casePage, caseListPage } from './page.ts'
import { showCase } from './show-case.ts'

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

async function postMeasure(
  context: Context<{ id: string }, z.output<typeof recordBody>>,
  one: CaseRow,
): Promise<Reply> {
  const { deps, actor, params, body, now } = context
  const { back, done_at: doneAt, ...recorded } = body
  const done = await recordMeasure({ ...deps, now }, actor, { id: params.id, doneAt, ...recorded })
  if (done.ok) return { kind: 'redirect', to: back === 'day' ? '/' : `/cases/${one.id}#measures` }
  const faults = done.faults.map(fault => ({ ...fault, at: params.id, typed: body.note }))
  return casePage(context, one, 3, faults)
}

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
      const measure = await findMeasure(context.deps.db.read, context.params.id)
      if (!measure) return { kind: 'not_found' }
      const asked = { action: 'measure.record', caseId: measure.case_id, tier: 1 } as const
      return showCase(context, asked, one => postMeasure(context, one))
    },
  }),
]
