import { z } from 'zod'
import { startReassessment } from '../../commands/interview/start-reassessment.ts'
import { prompts } from '../../domain/assessment/prompt.ts'
import type { Fault } from '../../domain/fault.ts'
import { showCase } from '../case/show-case.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { reassessmentPage } from './page.ts'

const params = oneId
const body = z.strictObject({ prompt: z.enum(prompts).optional() })
const path = '/cases/:id/reassessment'

function show(context: Context<z.output<typeof params>, unknown>, faults: readonly Fault[]): Promise<Reply> {
  return showCase(context, { action: 'case.reassess', caseId: context.params.id }, one =>
    reassessmentPage(context, one, faults),
  )
}

export const reassessmentRoutes = [
  route({
    method: 'get',
    path,
    permission: 'case.reassess',
    audit: { read: 'case.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, []),
  }),
  route({
    method: 'post',
    path,
    permission: 'case.reassess',
    audit: { change: 'reassessment.started' },
    params,
    body,
    handler: async context => {
      const { deps, actor, params: asked, body: given, now } = context
      if (!given.prompt) return show(context, [{ code: 'prompt_missing' }])
      const started = await startReassessment({ ...deps, now }, actor, { caseId: asked.id, prompt: given.prompt })
      if (started.ok) return { kind: 'redirect', to: `/interviews/${started.value.id}/contact` }
      return show(context, started.faults)
    },
  }),
]
