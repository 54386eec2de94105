import { z } from 'zod'
import { addLink } from '../../commands/case/add-link.ts'
import { decide } from '../../domain/access/decide.ts'
import { linkKinds } from '../../domain/case/link.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { linksPage, perpetratorPage } from './page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const body = z.strictObject({ kind: z.enum(linkKinds), name: text, born_on: text, note: text })

type OfCase = Context<{ id: string }, unknown>

async function reach({ deps, actor, params: asked, now }: OfCase, action: Permission): Promise<CaseRow | null> {
  const one = await findCase(deps.db.read, asked.id, toStamp(now))
  return one && decide(actor, action, one, 2) === 'allowed' ? one : null
}

async function postLink(context: Context<{ id: string }, z.output<typeof body>>): Promise<Reply> {
  const { deps, actor, params: asked, body: told, now } = context
  const { born_on: bornOn, ...rest } = told
  const done = await addLink({ ...deps, now }, actor, { caseId: asked.id, bornOn, ...rest })
  if (done.ok) return { kind: 'redirect', to: `/cases/${asked.id}/links` }
  const one = await reach(context, 'case_link.view')
  const typed = { form: 'link', fields: told, faults: done.faults }
  return refusalOf(done.faults) ?? (one ? linksPage(context, one, typed) : { kind: 'not_found' })
}

export const caseLinkRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/links',
    permission: 'case_link.view',
    audit: { read: 'case_link.listed' },
    params,
    body: none,
    handler: async context => {
      const one = await reach(context, 'case_link.view')
      return one ? linksPage(context, one, null) : { kind: 'not_found' }
    },
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
    handler: async context => {
      const one = await reach(context, 'perpetrator.view')
      return one ? perpetratorPage(context, one) : { kind: 'not_found' }
    },
  }),
]
