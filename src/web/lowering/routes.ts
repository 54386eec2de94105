import { z } from 'zod'
import { decideLowering } from '../../commands/assessment/decide-lowering.ts'
import { oneId } from '../http/ids.ts'
import { route } from '../http/route.ts'
import { approvalsPage } from '../raise/page.ts'

const body = z.strictObject({ answer: z.enum(['agree', 'decline']), reason: z.string().max(5000).default('') })

export const loweringRoutes = [
  route({
    method: 'post',
    path: '/lowerings/:id',
    permission: 'lowering.decide',
    audit: { change: 'lowering.agreed' },
    params: oneId,
    body,
    handler: async context => {
      const { deps, actor, params, body: given, now } = context
      const { id } = params
      const input = { id, agrees: given.answer === 'agree', reason: given.reason }
      const done = await decideLowering({ ...deps, now }, actor, input)
      if (done.ok) return { kind: 'redirect', to: '/approvals' }
      if (done.faults.some(fault => fault.code === 'not_found')) return { kind: 'not_found' }
      const faults = done.faults.map(fault => ({ ...fault, at: id }))
      return approvalsPage(context, faults, { [id]: given.reason })
    },
  }),
]
