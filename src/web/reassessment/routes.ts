import { z } from 'zod'
import { startReassessment } from '../../commands/interview/start-reassessment.ts'
import { prompts } from '../../domain/assessment/prompt.ts'
import { decide } from '../../domain/access/decide.ts'
import type { Fault } from '../../domain/fault.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { reassessmentPage } from './page.ts'

const params = oneId
const body = z.strictObject({ prompt: z.enum(prompts).optional() })
const path = '/cases/:id/reassessment'

async function show(context: Context<z.output<typeof params>, unknown>, faults: readonly Fault[]): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const one = await findCase(deps.db.read, asked.id, toStamp(now))
  const decision = one ? decide(actor, 'case.reassess', one, 3) : 'unreachable'
  if (!one || decision === 'unreachable') return { kind: 'not_found' }
  return decision === 'refused' ? { kind: 'refused' } : reassessmentPage(context, one, faults)
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
