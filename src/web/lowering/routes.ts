import { z } from 'zod'
import { decideLowering } from '../../commands/assessment/decide-lowering.ts'
import { oneId } from '../http/ids.ts'
import { route } from '../http/route.ts'
import { answerApproval } from '../raise/answer-approval.ts'

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
      const input = { id: params.id, agrees: given.answer === 'agree', reason: given.reason }
      return answerApproval(context, await decideLowering({ ...deps, now }, actor, input), given.reason)
    },
  }),
]
