import { z } from 'zod'
import { answerTransfer } from '../../commands/case/answer-transfer.ts'
import { entrustTransfer } from '../../commands/case/entrust-transfer.ts'
import { proposeTransfer } from '../../commands/case/propose-transfer.ts'
import { withdrawTransfer } from '../../commands/case/withdraw-transfer.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { caseTransferPage, incomingPage } from './page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const proposal = z.strictObject({ district: text, reason: text })

function show(context: Context<{ id: string }, unknown>, typed: Typed | null): Promise<Reply> {
  const { id: caseId } = context.params
  return showCase(context, { action: 'transfer.view', caseId }, one => caseTransferPage(context, one, typed))
}

async function postProposal(context: Context<{ id: string }, z.output<typeof proposal>>): Promise<Reply> {
  const { deps, actor, params: asked, body, now } = context
  const done = await proposeTransfer({ ...deps, now }, actor, { caseId: asked.id, ...body })
  if (done.ok) return { kind: 'redirect', to: `/cases/${asked.id}/transfer` }
  return refusalOf(done.faults) ?? show(context, { form: 'transfer', fields: body, faults: done.faults })
}

async function postAnswer(context: Context<{ id: string }, { reason: string }>, accepts: boolean): Promise<Reply> {
  const { deps, actor, params: asked, body, now } = context
  const done = await answerTransfer({ ...deps, now }, actor, { id: asked.id, accepts, reason: body.reason })
  if (done.ok) return { kind: 'redirect', to: accepts ? `/cases/${done.value.caseId}` : '/transfers' }
  const typed = { form: `refusal-${asked.id}`, fields: body, faults: done.faults }
  return refusalOf(done.faults) ?? incomingPage(context, typed)
}

async function postEntrusted(context: Context<{ id: string }, { to: string }>): Promise<Reply> {
  const { deps, actor, params: asked, body, now } = context
  const done = await entrustTransfer({ ...deps, now }, actor, { id: asked.id, to: body.to })
  if (done.ok) return { kind: 'redirect', to: '/transfers' }
  const typed = { form: `entrust-${asked.id}`, fields: body, faults: done.faults }
  return refusalOf(done.faults) ?? incomingPage(context, typed)
}

export const transferRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/transfer',
    permission: 'transfer.view',
    audit: { read: 'transfer.viewed' },
    params,
    body: none,
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/transfer',
    permission: 'transfer.propose',
    audit: { change: 'transfer.proposed' },
    params,
    body: proposal,
    handler: postProposal,
  }),
  route({
    method: 'get',
    path: '/transfers',
    permission: 'transfer.answer',
    audit: { read: 'transfer.listed' },
    params: none,
    body: none,
    handler: context => incomingPage(context, null),
  }),
  route({
    method: 'post',
    path: '/transfers/:id/accept',
    permission: 'transfer.answer',
    audit: { change: 'transfer.accepted' },
    params,
    body: z.strictObject({ reason: text }),
    handler: context => postAnswer(context, true),
  }),
  route({
    method: 'post',
    path: '/transfers/:id/refuse',
    permission: 'transfer.answer',
    audit: { change: 'transfer.refused' },
    params,
    body: z.strictObject({ reason: text }),
    handler: context => postAnswer(context, false),
  }),
  route({
    method: 'post',
    path: '/transfers/:id/entrust',
    permission: 'transfer.entrust',
    audit: { change: 'transfer.entrusted' },
    params,
    body: z.strictObject({ to: text }),
    handler: postEntrusted,
  }),
  route({
    method: 'post',
    path: '/transfers/:id/withdraw',
    permission: 'transfer.propose',
    audit: { change: 'transfer.withdrawn' },
    params,
    body: none,
    handler: async ({ deps, actor, params: asked, now }) => {
      const done = await withdrawTransfer({ ...deps, now }, actor, asked.id)
      if (done.ok) return { kind: 'redirect', to: `/cases/${done.value.caseId}/transfer` }
      return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
    },
  }),
]
