import { z } from 'zod'
import { recordContact } from '../../commands/follow-up/record-contact.ts'
import { childrenSeen, contactKinds, dangerSigns, orderKept } from '../../domain/follow-up/contact.ts'
import type { Fault } from '../../domain/fault.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { contactsPage, freshContact, type ContactFields } from './contact-page.ts'

const params = oneId
const choice = <T extends string>(values: readonly [T, ...T[]]) => z.enum(values).or(z.literal('')).default('')
const body = z.strictObject({
  kind: choice(contactKinds),
  reached: choice(['yes', 'no']),
  children_seen: choice(childrenSeen),
  order_kept: choice(orderKept),
  danger: z.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z.array(z.enum(dangerSigns)).default([]),
  ),
  note: z.string().max(10_000).trim().default(''),
  happened_at: z.string().max(100).trim().default(''),
})
type Body = z.output<typeof body>
type OfCase = Context<{ id: string }, unknown>

function show(context: OfCase, typed: ContactFields | null, faults: readonly Fault[]): Promise<Reply> {
  return showCase(context, { action: 'contact.view', caseId: context.params.id }, async one =>
    contactsPage(context, one, typed ?? (await freshContact(context, one.id)), faults),
  )
}

async function record(context: Context<{ id: string }, Body>): Promise<Reply> {
  const { deps, actor, params: asked, body: typed, now } = context
  const { kind, reached, children_seen: children, order_kept: order } = typed
  if (kind === '' || reached === '' || children === '' || order === '') {
    const empty = (['kind', 'reached', 'children_seen', 'order_kept'] as const).filter(name => typed[name] === '')
    return show(
      context,
      typed,
      empty.map(at => ({ code: 'required', at })),
    )
  }
  const contact = { kind, reached: reached === 'yes', childrenSeen: children, orderKept: order, danger: typed.danger }
  const told = { caseId: asked.id, ...contact, note: typed.note, happenedAt: typed.happened_at }
  const done = await recordContact({ ...deps, now }, actor, told)
  if (!done.ok) return refusalOf(done.faults) ?? show(context, typed, done.faults)
  return { kind: 'redirect', to: done.value.dangerous ? `/cases/${asked.id}/reassessment` : `/cases/${asked.id}` }
}

export const contactRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/contacts',
    permission: 'contact.view',
    audit: { read: 'contact.listed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, null, []),
  }),
  route({
    method: 'post',
    path: '/cases/:id/contacts',
    permission: 'contact.record',
    audit: { change: 'contact.recorded' },
    params,
    body,
    handler: record,
  }),
]
