import { z } from 'zod'
import { askCorrection } from '../../commands/correction/ask-correction.ts'
import { decideCorrection } from '../../commands/correction/decide-correction.ts'
import { correctionKinds, targetKinds } from '../../domain/case/correction.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { answerApproval } from '../raise/answer-approval.ts'
import { correctionsPage } from './page.ts'

const params = oneId
const path = '/cases/:id/corrections'
const asked = z.strictObject({ target: z.string().max(100).default(''), reason: z.string().max(10_000).default('') })
const decided = z.strictObject({ answer: z.enum(['agree', 'decline']), reason: z.string().max(10_000).default('') })

function show(context: Context<{ id: string }, unknown>, typed: Typed | null): Promise<Reply> {
  return showCase(context, { action: 'correction.ask', caseId: context.params.id }, one =>
    correctionsPage(context, one, typed),
  )
}

const choice = z.tuple([z.enum(correctionKinds), z.enum(targetKinds), id])

async function ask(context: Context<{ id: string }, z.output<typeof asked>>): Promise<Reply> {
  const { deps, actor, params: of, body, now } = context
  const typed = { form: 'correction', fields: body }
  const chosen = choice.safeParse(body.target.split('.'))
  if (!chosen.success) return show(context, { ...typed, faults: [{ code: 'required', at: 'target' }] })
  const [kind, targetKind, targetId] = chosen.data
  const input = { caseId: of.id, kind, target: { kind: targetKind, id: targetId }, reason: body.reason }
  const done = await askCorrection({ ...deps, now }, actor, input)
  if (done.ok) return { kind: 'redirect', to: `/cases/${of.id}/corrections` }
  return refusalOf(done.faults) ?? show(context, { ...typed, faults: done.faults })
}

export const correctionRoutes = [
  route({
    method: 'get',
    path,
    permission: 'correction.ask',
    audit: { read: 'correction.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path,
    permission: 'correction.ask',
    audit: { change: 'correction.asked' },
    params,
    body: asked,
    handler: ask,
  }),
  route({
    method: 'post',
    path: '/corrections/:id',
    permission: 'correction.decide',
    audit: { change: 'correction.agreed' },
    params,
    body: decided,
    handler: async context => {
      const { deps, actor, params: of, body, now } = context
      const input = { id: of.id, agrees: body.answer === 'agree', reason: body.reason }
      return answerApproval(context, await decideCorrection({ ...deps, now }, actor, input), body.reason)
    },
  }),
]
