import { z } from 'zod'
import { answerAction, reachAction } from '../../commands/conference/answer-action.ts'
import { answerResearch } from '../../commands/conference/answer-research.ts'
import { declareOwnConflict } from '../../commands/conference/declare-own-conflict.ts'
import { reachResearch } from '../../commands/conference/reach-research.ts'
import { signStatement } from '../../commands/conference/sign-statement.ts'
import { actionAnswers } from '../../domain/conference/action.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Reply } from '../http/route.ts'
import { instructionPage, researchPage, workPage } from './member-page.ts'
import { edgeOf, none, nothing, text, type Any, type Typed } from './shared.ts'

async function showResearch(context: Any, id: string, typed: Typed = nothing): Promise<Reply> {
  const reached = await reachResearch(context.deps.db.read, context.actor, id)
  if (reached.ok) return researchPage(context, reached.value, typed)
  return refusalOf(reached.faults) ?? { kind: 'not_found' }
}

async function showInstruction(context: Any, id: string, typed: Typed = nothing): Promise<Reply> {
  const reached = await reachAction(context.deps.db.read, context.actor, id)
  return reached.ok
    ? instructionPage(context, reached.value, typed)
    : (refusalOf(reached.faults) ?? { kind: 'not_found' })
}

const answerBody = z.strictObject({
  state: z.enum(['known', 'nil', '']).default(''),
  facts: text,
  opinion: text,
  withheld: text,
  suggested: text,
})
const instructionBody = z.strictObject({ state: z.enum(actionAnswers), result: text, letter: text, evidence: text })

export const memberRoutes = [
  route({
    method: 'get',
    path: '/commission-work',
    permission: 'research.answer',
    audit: { read: 'commission_work.viewed' },
    params: none,
    body: none,
    handler: context => workPage(context),
  }),
  route({
    method: 'post',
    path: '/sittings/:id/statement',
    permission: 'sitting.attend',
    audit: { change: 'statement.signed' },
    params: oneId,
    body: z.strictObject({ research: text }),
    handler: async context => {
      const { actor, params, body } = context
      const done = await signStatement(edgeOf(context), actor, params.id)
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      const known = oneId.safeParse({ id: body.research })
      if (known.success) return { kind: 'redirect', to: `/research/${known.data.id}` }
      const desk = actor.role === 'secretary' || actor.role === 'chair'
      return { kind: 'redirect', to: desk ? `/sittings/${params.id}` : '/commission-work' }
    },
  }),
  route({
    method: 'get',
    path: '/research/:id',
    permission: 'research.answer',
    audit: { read: 'research.viewed' },
    params: oneId,
    body: none,
    handler: context => showResearch(context, context.params.id),
  }),
  route({
    method: 'post',
    path: '/research/:id',
    permission: 'research.answer',
    audit: { change: 'research.answered' },
    params: oneId,
    body: answerBody,
    handler: async context => {
      const { actor, params, body } = context
      const { state, ...texts } = body
      if (state === '') {
        return showResearch(context, params.id, {
          fields: body,
          faults: [{ code: 'research_state_missing', at: 'state' }],
        })
      }
      const done = await answerResearch(edgeOf(context), actor, params.id, { state, ...texts })
      if (done.ok) return { kind: 'redirect', to: '/commission-work' }
      return refusalOf(done.faults) ?? showResearch(context, params.id, { fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'post',
    path: '/research/:id/conflict',
    permission: 'research.answer',
    audit: { change: 'conflict.declared' },
    params: oneId,
    body: none,
    handler: async context => {
      const done = await declareOwnConflict(edgeOf(context), context.actor, context.params.id)
      return done.ok ? { kind: 'redirect', to: '/commission-work' } : (refusalOf(done.faults) ?? { kind: 'not_found' })
    },
  }),
  route({
    method: 'get',
    path: '/instructions/:id',
    permission: 'action.answer',
    audit: { read: 'action.viewed' },
    params: oneId,
    body: none,
    handler: context => showInstruction(context, context.params.id),
  }),
  route({
    method: 'post',
    path: '/instructions/:id',
    permission: 'action.answer',
    audit: { change: 'action.answered' },
    params: oneId,
    body: instructionBody,
    handler: async context => {
      const { actor, params, body } = context
      const done = await answerAction(edgeOf(context), actor, { id: params.id, ...body })
      if (done.ok) return { kind: 'redirect', to: '/commission-work' }
      return refusalOf(done.faults) ?? showInstruction(context, params.id, { fields: body, faults: done.faults })
    },
  }),
]
