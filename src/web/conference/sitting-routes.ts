import { z } from 'zod'
import { addSittingItem } from '../../commands/conference/add-sitting-item.ts'
import { agreeConsentAgenda } from '../../commands/conference/agree-consent-agenda.ts'
import { cancelSitting } from '../../commands/conference/cancel-sitting.ts'
import { closeItemTo } from '../../commands/conference/close-item-to.ts'
import { closeSitting } from '../../commands/conference/close-sitting.ts'
import { declareConflict } from '../../commands/conference/declare-conflict.ts'
import { inviteAgencies } from '../../commands/conference/invite-agencies.ts'
import { moveOutItem } from '../../commands/conference/move-out-item.ts'
import { openSitting } from '../../commands/conference/open-sitting.ts'
import { reachSitting } from '../../commands/conference/reach-sitting.ts'
import { comings, recordAttendance, type Coming } from '../../commands/conference/record-attendance.ts'
import { remindAgencies } from '../../commands/conference/remind-agencies.ts'
import { takeAgenda } from '../../commands/conference/take-agenda.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { sittingPage } from './sitting-page.ts'
import { itemInRoom, roomPage } from './room-page.ts'
import { account, edgeOf, none, nothing, text, type Any, type Typed } from './shared.ts'

type Asked<B = unknown> = Context<z.output<typeof oneId>, B>

async function show(context: Any, id: string, typed: Typed = nothing): Promise<Reply> {
  const reached = await reachSitting(context.deps.db.read, context.actor, 'sitting.view', id)
  return reached.ok ? sittingPage(context, reached.value, typed) : (refusalOf(reached.faults) ?? { kind: 'not_found' })
}

/** Back to the sitting, with what was wrong where something was. */
async function answer(
  context: Any,
  id: string,
  done: Outcome<unknown>,
  fields: Record<string, string> = {},
): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/sittings/${id}` }
  return refusalOf(done.faults) ?? show(context, id, { fields, faults: done.faults })
}

type Act = (deps: CommandDeps, actor: Actor, id: string) => Promise<Outcome<unknown>>

/** A button of the sitting that needs nothing typed. */
function button(name: string, change: string, act: Act) {
  return route({
    method: 'post',
    path: `/sittings/:id/${name}`,
    permission: 'sitting.manage',
    audit: { change },
    params: oneId,
    body: none,
    handler: async context => {
      const { actor, params } = context
      return answer(context, params.id, await act(edgeOf(context), actor, params.id))
    },
  })
}

async function postAttendance(context: Asked<Record<string, string>>): Promise<Reply> {
  const { actor, params, body } = context
  const came = new Map<string, Coming>()
  for (const [seat, value] of Object.entries(body)) {
    const coming = comings.find(one => one === value)
    if (coming) came.set(seat, coming)
  }
  const rest = body['rest'] === 'yes'
  return answer(context, params.id, await recordAttendance(edgeOf(context), actor, params.id, came, rest))
}

/** A change of one item that ends on the page of its sitting. */
async function onItem(context: Asked, act: () => Promise<Outcome<unknown>>, fields: Record<string, string>) {
  const item = await findSittingItem(context.deps.db.read, context.params.id)
  const done = await act()
  return item ? answer(context, item.sitting_id, done, fields) : ({ kind: 'not_found' } as const)
}

const outBody = z.strictObject({ reason: text, to: z.enum(['queue', 'withdrawn']) })
const accountBody = z.strictObject({ account })

export const sittingRoutes = [
  route({
    method: 'get',
    path: '/sittings/:id',
    permission: 'sitting.view',
    audit: { read: 'sitting.viewed' },
    params: oneId,
    body: none,
    handler: context => show(context, context.params.id),
  }),
  route({
    method: 'get',
    path: '/sittings/:id/room',
    permission: 'sitting.attend',
    audit: { read: 'room.viewed' },
    params: oneId,
    body: none,
    handler: async context => {
      const reached = await reachSitting(context.deps.db.read, context.actor, 'sitting.attend', context.params.id)
      return reached.ok ? roomPage(context, reached.value) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'get',
    path: '/sittings/:id/room/turn',
    permission: 'sitting.attend',
    audit: { none: 'the id of the item on the screen, by which its window knows that it has to ask anew' },
    quiet: true,
    params: oneId,
    body: none,
    handler: async context => {
      const reached = await reachSitting(context.deps.db.read, context.actor, 'sitting.attend', context.params.id)
      if (!reached.ok) return { kind: 'not_found' }
      return { kind: 'json', body: { turn: (await itemInRoom(context, reached.value))?.id ?? '' } }
    },
  }),
  button('take', 'agenda.taken', takeAgenda),
  button('invite', 'sitting.invited', inviteAgencies),
  button('remind', 'sitting.reminded', remindAgencies),
  button('consent', 'sitting_item.agreed', agreeConsentAgenda),
  button('cancel', 'sitting.cancelled', cancelSitting),
  button('close', 'sitting.closed', closeSitting),
  route({
    method: 'post',
    path: '/sittings/:id/open',
    permission: 'sitting.manage',
    audit: { change: 'sitting.opened' },
    params: oneId,
    body: z.strictObject({ without_quorum: z.enum(['yes', '']).default('') }),
    handler: async context => {
      const { actor, params, body } = context
      const done = await openSitting(edgeOf(context), actor, params.id, body.without_quorum === 'yes')
      return answer(context, params.id, done)
    },
  }),
  route({
    method: 'post',
    path: '/sittings/:id/attendance',
    permission: 'sitting.manage',
    audit: { change: 'attendance.recorded' },
    params: oneId,
    body: z.record(z.string().max(64), z.string().max(20)),
    handler: postAttendance,
  }),
  route({
    method: 'post',
    path: '/sittings/:id/items',
    permission: 'sitting.manage',
    audit: { change: 'sitting_item.added' },
    params: oneId,
    body: z.strictObject({ item: text, track: z.enum(['discussion', 'consent']).default('discussion') }),
    handler: async context => {
      const { actor, params, body } = context
      const input = { sittingId: params.id, agendaItemId: body.item, track: body.track }
      return answer(context, params.id, await addSittingItem(edgeOf(context), actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/out',
    permission: 'sitting.manage',
    audit: { change: 'sitting_item.moved_out' },
    params: oneId,
    body: outBody,
    handler: context => {
      const { actor, params, body } = context
      const { reason } = body
      return onItem(context, () => moveOutItem(edgeOf(context), actor, { id: params.id, ...body }), { reason })
    },
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/readers',
    permission: 'sitting.manage',
    audit: { change: 'item_reader.named' },
    params: oneId,
    body: accountBody,
    handler: context => {
      const { actor, params, body } = context
      return onItem(context, () => closeItemTo(edgeOf(context), actor, params.id, body.account), {})
    },
  }),
  route({
    method: 'post',
    path: '/sitting-items/:id/conflicts',
    permission: 'sitting.manage',
    audit: { change: 'conflict.declared' },
    params: oneId,
    body: accountBody,
    handler: context => {
      const { actor, params, body } = context
      return onItem(context, () => declareConflict(edgeOf(context), actor, params.id, body.account), {})
    },
  }),
]
