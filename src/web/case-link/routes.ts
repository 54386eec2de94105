import { z } from 'zod'
import { addLink } from '../../commands/case/add-link.ts'
import { linkKinds } from '../../domain/case/link.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { linksPage, perpetratorPage } from './page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const body = z.strictObject({ kind: z.enum(linkKinds), name: text, born_on: text, note: text })

type OfCase = Context<{ id: string }, unknown>

function showLinks(context: OfCase, typed: Typed | null): Promise<Reply> {
  const asked = { action: 'case_link.view', caseId: context.params.id, tier: 2 } as const
  return showCase(context, asked, one => linksPage(context, one, typed))
}

function showPerpetrator(context: OfCase): Promise<Reply> {
  const asked = { action: 'perpetrator.view', caseId: context.params.id, tier: 2 } as const
  return showCase(context, asked, one => perpetratorPage(context, one))
}

async function postLink(context: Context<{ id: string }, z.output<typeof body>>): Promise<Reply> {
  const { deps, actor, params: asked, body: told, now } = context
  const { born_on: bornOn, ...rest } = told
  const done = await addLink({ ...deps, now }, actor, { caseId: asked.id, bornOn, ...rest })
  if (done.ok) return { kind: 'redirect', to: `/cases/${asked.id}/links` }
  return refusalOf(done.faults) ?? showLinks(context, { form: 'link', fields: told, faults: done.faults })
}

export const caseLinkRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/links',
    permission: 'case_link.view',
    audit: { read: 'case_link.listed' },
    params,
    body: none,
    handler: context => showLinks(context, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/links',
    permission: 'case_link.add',
    audit: { change: 'case_link.added' },
    params,
    body,
    handler: postLink,
  }),
  route({
    method: 'get',
    path: '/cases/:id/perpetrator',
    permission: 'perpetrator.view',
    audit: { read: 'perpetrator.viewed' },
    params,
    body: none,
    handler: showPerpetrator,
  }),
]
