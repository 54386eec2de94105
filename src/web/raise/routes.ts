import { z } from 'zod'
import { acknowledgeRaise } from '../../commands/assessment/acknowledge-raise.ts'
import { raiseCategory } from '../../commands/assessment/raise-category.ts'
import { decide } from '../../domain/access/decide.ts'
import type { Fault } from '../../domain/fault.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import { findAssessment, findLastAssessment } from '../../storage/assessment-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { approvalsPage, raisePage, type TypedRaise } from './page.ts'

const params = oneId
type Params = z.output<typeof params>
const none = z.looseObject({})
const path = '/assessments/:id/raise'
const body = z.strictObject({
  category: z.enum(categories).or(z.literal('')).default(''),
  reason: z.string().max(5000).default(''),
})

async function show(context: Context<Params, unknown>, typed: TypedRaise, faults: readonly Fault[]): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const row = await findAssessment(deps.db.read, asked.id)
  const one = row ? await findCase(deps.db.read, row.case_id, toStamp(now)) : null
  const decision = one ? decide(actor, 'category.raise', one, 3) : 'unreachable'
  if (!row || !one || decision === 'unreachable') return { kind: 'not_found' }
  if (decision === 'refused') return { kind: 'refused' }
  const last = await findLastAssessment(deps.db.read, one.id)
  if (last && last.id !== row.id && faults.length === 0)
    return { kind: 'redirect', to: `/assessments/${last.id}/raise` }
  return raisePage(context, row, one, typed, faults)
}

export const raiseRoutes = [
  route({
    method: 'get',
    path,
    permission: 'category.raise',
    audit: { read: 'assessment.viewed' },
    params,
    body: none,
    handler: context => show(context, { category: '', reason: '' }, []),
  }),
  route({
    method: 'post',
    path,
    permission: 'category.raise',
    audit: { change: 'category.raised' },
    params,
    body,
    handler: async context => {
      const { deps, actor, params: asked, body: typed, now } = context
      const { category, reason } = typed
      if (category === '') return show(context, typed, [{ code: 'raise_category_missing', at: 'category' }])
      const done = await raiseCategory({ ...deps, now }, actor, { assessmentId: asked.id, category, reason })
      if (done.ok) return { kind: 'redirect', to: `/assessments/${done.value.assessmentId}` }
      return show(context, typed, done.faults)
    },
  }),
  route({
    method: 'get',
    path: '/approvals',
    permission: 'raise.acknowledge',
    audit: { read: 'approvals.viewed' },
    params: none,
    body: none,
    handler: context => approvalsPage(context, [], {}),
  }),
  route({
    method: 'post',
    path: '/raises/:id/acknowledge',
    permission: 'raise.acknowledge',
    audit: { change: 'raise.acknowledged' },
    params,
    body: none,
    handler: async context => {
      const { deps, actor, params: asked, now } = context
      const done = await acknowledgeRaise({ ...deps, now }, actor, asked.id)
      if (done.ok) return { kind: 'redirect', to: '/approvals' }
      if (done.faults.some(fault => fault.code === 'not_found')) return { kind: 'not_found' }
      return approvalsPage(
        context,
        done.faults.map(fault => ({ ...fault, at: asked.id })),
        {},
      )
    },
  }),
]
