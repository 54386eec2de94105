import { z } from 'zod'
import { recordAddress } from '../../commands/person/record-address.ts'
import { recordAlias } from '../../commands/person/record-alias.ts'
import { recordCard } from '../../commands/person/record-card.ts'
import { recordPhone } from '../../commands/person/record-phone.ts'
import type { Outcome } from '../../domain/fault.ts'
import { aliasKinds, phoneSafeties } from '../../storage/person-detail-store.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { cardPage } from './card-page.ts'
import { leadOn, receiptAgain, type Stored } from '../receipt/lead-on.ts'
import { backTo, reach } from './routes.ts'

const params = oneId
const text = z.string().trim().default('')
const name = { surname: text, given_name: text, patronymic: text }
const alias = z.strictObject({ kind: z.enum(aliasKinds), ...name, born_on: text, iin: text })
const phone = z.strictObject({ safety: z.enum(phoneSafeties), number: text, hours: text, who_hears: text })
const address = z.strictObject({ text, from_on: text, note: text })
const card = z.strictObject({ language: text, interpreter: text, disability: text, pregnancy: text, employment: text })

type Fields = Readonly<Record<string, string>>

/** After a change back to the card, where it is still within reach; a refused form comes back with what was typed. */
async function answer<B extends Fields>(
  context: Context<{ id: string }, B>,
  form: Stored,
  record: (context: Context<{ id: string }, B>) => Promise<Outcome<{ id: string }>>,
): Promise<Reply> {
  const done = await record(context)
  const { id: of } = context.params
  if (done.ok) return leadOn(context, { stored: form, of, ...backTo(context, `/people/${done.value.id}`) })
  const refusal = refusalOf(done.faults)
  if (refusal) return receiptAgain(context, form, of) ?? refusal
  const reached = await reach(context, 'person.view')
  const typed = { form, fields: context.body, faults: done.faults }
  return reached.ok ? cardPage(context, reached.value, typed) : { kind: 'not_found' }
}

export const personDetailRoutes = [
  route({
    method: 'post',
    path: '/people/:id/aliases',
    permission: 'person.record',
    audit: { change: 'alias.recorded' },
    params,
    body: alias,
    handler: context =>
      answer(context, 'alias', ({ deps, actor, params: asked, body, now }) =>
        recordAlias({ ...deps, now }, actor, { personId: asked.id, ...body }),
      ),
  }),
  route({
    method: 'post',
    path: '/people/:id/phones',
    permission: 'person.record',
    audit: { change: 'phone.recorded' },
    params,
    body: phone,
    handler: context =>
      answer(context, 'phone', ({ deps, actor, params: asked, body, now }) =>
        recordPhone({ ...deps, now }, actor, { personId: asked.id, ...body }),
      ),
  }),
  route({
    method: 'post',
    path: '/people/:id/addresses',
    permission: 'person.record',
    audit: { change: 'address.recorded' },
    params,
    body: address,
    handler: context =>
      answer(context, 'address', ({ deps, actor, params: asked, body, now }) =>
        recordAddress({ ...deps, now }, actor, { personId: asked.id, ...body }),
      ),
  }),
  route({
    method: 'post',
    path: '/people/:id/card',
    permission: 'person.record',
    audit: { change: 'person_card.recorded' },
    params,
    body: card,
    handler: context =>
      answer(context, 'card', ({ deps, actor, params: asked, body, now }) =>
        recordCard({ ...deps, now }, actor, { personId: asked.id, ...body }),
      ),
  }),
]
