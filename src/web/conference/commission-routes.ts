import { z } from 'zod'
import { addSeat } from '../../commands/conference/add-seat.ts'
import { callExtraordinarySitting } from '../../commands/conference/call-extraordinary-sitting.ts'
import { changeCommission } from '../../commands/conference/change-commission.ts'
import { changeSeat } from '../../commands/conference/change-seat.ts'
import { declineExtraordinarySitting } from '../../commands/conference/decline-extraordinary-sitting.ts'
import { foundCommission } from '../../commands/conference/found-commission.ts'
import { planSitting } from '../../commands/conference/plan-sitting.ts'
import type { SeatInput } from '../../commands/conference/seat-rules.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { commissionPage, newSeat } from './commission-page.ts'
import { account, edgeOf, none, readLocalTime, text, type Any } from './shared.ts'

const many = z.union([z.string(), z.array(z.string())]).default([])
const minutes = z.coerce.number().catch(0)

const rulesBody = z.strictObject({
  name_kk: text,
  name_ru: text,
  place_kk: text,
  place_ru: text,
  rhythm: text,
  opening_minutes: minutes,
  new_case_minutes: minutes,
  repeat_minutes: minutes,
  always: many,
  with_children: many,
})

async function postRules(context: Context<unknown, z.output<typeof rulesBody>>): Promise<Reply> {
  const { deps, actor, body } = context
  const { always, with_children, ...rules } = body
  const quorum = { always: [always].flat(), with_children: [with_children].flat() }
  const known = await findCommissionOf(deps.db.read, actor.district ?? '')
  const { name_kk, name_ru, place_kk, place_ru, rhythm } = rules
  const done = known
    ? await changeCommission(edgeOf(context), actor, { ...rules, quorum })
    : await foundCommission(edgeOf(context), actor, { name_kk, name_ru, place_kk, place_ru, rhythm })
  return answer(context, done, { name_kk, name_ru, place_kk, place_ru })
}

const person = z.union([account, z.literal('')]).default('')
const seatBody = z.strictObject({
  agency: text,
  office: text,
  representative: person,
  deputy: person,
  term_until_on: text,
  licence_until_on: text,
  active: z.enum(['yes', '']).default(''),
})

function seatInput(body: z.output<typeof seatBody>): SeatInput {
  const orNull = (value: string) => (value === '' ? null : value)
  return {
    agency: body.agency,
    office: body.office,
    representative_id: orNull(body.representative),
    deputy_id: orNull(body.deputy),
    term_until_on: orNull(body.term_until_on),
    licence_until_on: orNull(body.licence_until_on),
    active: body.active === 'yes' ? 1 : 0,
  }
}

const planBody = z.strictObject({ starts_at: text, minutes: text, place_kk: text, place_ru: text })

async function postSitting(context: Context<unknown, z.output<typeof planBody>>): Promise<Reply> {
  const { deps, actor, body } = context
  const startsAt = readLocalTime(body.starts_at, deps.calendar.zone)
  const place = { placeKk: body.place_kk, placeRu: body.place_ru }
  const done = startsAt
    ? await planSitting(edgeOf(context), actor, { startsAt, minutes: Number(body.minutes), ...place })
    : fail<{ id: string }>({ code: body.starts_at === '' ? 'required' : 'invalid_date', at: 'starts_at' })
  return done.ok ? { kind: 'redirect', to: `/sittings/${done.value.id}` } : answer(context, done, body)
}

const callBody = z.strictObject({ item: text, starts_at: text })

async function postCall(context: Context<unknown, z.output<typeof callBody>>): Promise<Reply> {
  const { deps, actor, body } = context
  const startsAt = readLocalTime(body.starts_at, deps.calendar.zone)
  const done = startsAt
    ? await callExtraordinarySitting(edgeOf(context), actor, { agendaItemId: body.item, startsAt })
    : fail<{ id: string }>({ code: body.starts_at === '' ? 'required' : 'invalid_date', at: 'starts_at' })
  return done.ok ? { kind: 'redirect', to: `/sittings/${done.value.id}` } : answer(context, done, body)
}

function answer(context: Any, done: Outcome<unknown>, fields: Record<string, string>): Reply | Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: '/commission' }
  return refusalOf(done.faults) ?? commissionPage(context, { fields, faults: done.faults })
}

export const commissionRoutes = [
  route({
    method: 'get',
    path: '/commission',
    permission: 'commission.view',
    audit: { read: 'commission.viewed' },
    params: none,
    body: none,
    handler: context => commissionPage(context),
  }),
  route({
    method: 'post',
    path: '/commission',
    permission: 'commission.manage',
    audit: { change: 'commission.changed' },
    params: none,
    body: rulesBody,
    handler: postRules,
  }),
  route({
    method: 'post',
    path: '/commission/seats',
    permission: 'commission.manage',
    audit: { change: 'seat.added' },
    params: none,
    body: seatBody,
    handler: async context => {
      const { actor, body } = context
      return answer(context, await addSeat(edgeOf(context), actor, seatInput(body)), { ...body, seat: newSeat })
    },
  }),
  route({
    method: 'post',
    path: '/commission/seats/:id',
    permission: 'commission.manage',
    audit: { change: 'seat.changed' },
    params: oneId,
    body: seatBody,
    handler: async context => {
      const { actor, params, body } = context
      const done = await changeSeat(edgeOf(context), actor, params.id, seatInput(body))
      return answer(context, done, { ...body, seat: params.id })
    },
  }),
  route({
    method: 'post',
    path: '/sittings',
    permission: 'sitting.manage',
    audit: { change: 'sitting.planned' },
    params: none,
    body: planBody,
    handler: postSitting,
  }),
  route({
    method: 'post',
    path: '/extraordinary-sittings',
    permission: 'sitting.call',
    audit: { change: 'sitting.called' },
    params: none,
    body: callBody,
    handler: postCall,
  }),
  route({
    method: 'post',
    path: '/extraordinary-sittings/decline',
    permission: 'sitting.call',
    audit: { change: 'sitting.declined' },
    params: none,
    body: z.strictObject({ item: text, reason: text }),
    handler: async context => {
      const { actor, body } = context
      const declined = { agendaItemId: body.item, reason: body.reason }
      return answer(context, await declineExtraordinarySitting(edgeOf(context), actor, declined), body)
    },
  }),
]
