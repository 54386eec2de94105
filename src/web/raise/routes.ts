import { z } from 'zod'
import { acknowledgeRaise } from '../../commands/assessment/acknowledge-raise.ts'
import { raiseCategory } from '../../commands/assessment/raise-category.ts'
import type { Fault } from '../../domain/fault.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { showAssessment } from '../case/show-case.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { answerApproval } from './answer-approval.ts'
import { approvalsPage, raisePage, type TypedRaise } from './page.ts'

const params = oneId
type Params = z.output<typeof params>
const none = z.looseObject({})
const path = '/assessments/:id/raise'
const body = z.strictObject({
  category: z.enum(categories).or(z.literal('')).default(''),
  reason: z.string().max(5000).default(''),
})

function show(context: Context<Params, unknown>, typed: TypedRaise, faults: readonly Fault[]): Promise<Reply> {
  const asked = { action: 'category.raise', assessmentId: context.params.id } as const
  return showAssessment(context, asked, async (row, one) => {
    const last = await findLastAssessment(context.deps.db.read, one.id)
    if (last && last.id !== row.id && faults.length === 0)
      return { kind: 'redirect', to: `/assessments/${last.id}/raise` }
    return raisePage(context, row, one, typed, faults)
  })
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
      return answerApproval(context, await acknowledgeRaise({ ...deps, now }, actor, asked.id))
    },
  }),
]
