import { z } from 'zod'
import { checkWeapons, weaponFindings } from '../../commands/order/check-weapons.ts'
import { endOrder, orderEndings } from '../../commands/order/end-order.ts'
import { handOrder } from '../../commands/order/hand-order.ts'
import { recordBreach } from '../../commands/order/record-breach.ts'
import { recordRelease } from '../../commands/order/record-release.ts'
import { registerOrder } from '../../commands/order/register-order.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import type { Outcome } from '../../domain/fault.ts'
import { orderKinds } from '../../domain/order/order.ts'
import { findOrder } from '../../storage/order-store.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { caseOrdersPage, registerPage } from './page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const newOrder = z.strictObject({
  kind: z.enum(orderKinds),
  number: text,
  issuer: text,
  issued_on: text,
  handed_at: text,
  ends_on: text,
})

type OfId = Context<{ id: string }, Readonly<Record<string, string>>>

function show(context: Context<unknown, unknown>, caseId: string, typed: Typed | null): Promise<Reply> {
  return showCase(context, { action: 'order.view', caseId }, one => caseOrdersPage(context, one, typed))
}

/** Back to the orders of the case; a refused form comes back with what was typed. */
async function answer(context: OfId, caseId: string, form: string, done: Outcome<unknown>): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/cases/${caseId}/orders` }
  return refusalOf(done.faults) ?? show(context, caseId, { form, fields: context.body, faults: done.faults })
}

async function answerOrder(context: OfId, form: string, done: Outcome<unknown>): Promise<Reply> {
  const row = await findOrder(context.deps.db.read, context.params.id)
  return row ? answer(context, row.case_id, `${form}-${row.id}`, done) : { kind: 'not_found' }
}

export const orderRoutes = [
  route({
    method: 'get',
    path: '/orders',
    permission: 'order.view',
    audit: { read: 'order.listed' },
    params: none,
    body: none,
    handler: context => registerPage(context, scopeOf(context.actor, 'order.view')),
  }),
  route({
    method: 'get',
    path: '/cases/:id/orders',
    permission: 'order.view',
    audit: { read: 'order.viewed' },
    params,
    body: none,
    handler: context => show(context, context.params.id, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/orders',
    permission: 'order.record',
    audit: { change: 'order.registered' },
    params,
    body: newOrder,
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const { issued_on: issuedOn, handed_at: handedAt, ends_on: endsOn, ...act } = body
      const input = { caseId: asked.id, ...act, issuedOn, handedAt, endsOn }
      return answer(context, asked.id, 'order', await registerOrder({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/cases/:id/releases',
    permission: 'order.record',
    audit: { change: 'release.recorded' },
    params,
    body: z.strictObject({ released_on: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { caseId: asked.id, releasedOn: body.released_on }
      return answer(context, asked.id, 'release', await recordRelease({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/orders/:id/handing',
    permission: 'order.record',
    audit: { change: 'order.handed' },
    params,
    body: z.strictObject({ handed_at: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { orderId: asked.id, handedAt: body.handed_at }
      return answerOrder(context, 'handing', await handOrder({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/orders/:id/breaches',
    permission: 'order.record',
    audit: { change: 'breach.recorded' },
    params,
    body: z.strictObject({ happened_at: text, account: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { orderId: asked.id, happenedAt: body.happened_at, account: body.account }
      return answerOrder(context, 'breach', await recordBreach({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/orders/:id/weapons',
    permission: 'order.record',
    audit: { change: 'weapons.checked' },
    params,
    body: z.strictObject({ found: z.enum(weaponFindings) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await checkWeapons({ ...deps, now }, actor, { orderId: asked.id, found: body.found })
      return answerOrder(context, 'weapons', done)
    },
  }),
  route({
    method: 'post',
    path: '/orders/:id/end',
    permission: 'order.record',
    audit: { change: 'order.ended' },
    params,
    body: z.strictObject({ reason: z.enum(orderEndings) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await endOrder({ ...deps, now }, actor, { orderId: asked.id, reason: body.reason })
      return answerOrder(context, 'end', done)
    },
  }),
]
