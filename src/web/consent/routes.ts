import { z } from 'zod'
import { overrideConsent } from '../../commands/case/override-consent.ts'
import { recordConsent } from '../../commands/case/record-consent.ts'
import { recordWishes } from '../../commands/case/record-wishes.ts'
import { consentStates, overrideGrounds, sharingAgencies } from '../../domain/case/consent.ts'
import type { Outcome } from '../../domain/fault.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { consentPage } from './page.ts'

const params = oneId
const path = '/cases/:id/consent'
const text = z.string().max(10_000).trim().default('')
const agency = z.enum(sharingAgencies)

type OfCase = Context<{ id: string }, Readonly<Record<string, string>>>

function show(context: Context<{ id: string }, unknown>, typed: Typed | null): Promise<Reply> {
  const { id: caseId } = context.params
  return showCase(context, { action: 'consent.view', caseId }, one => consentPage(context, one, typed))
}

async function answer(context: OfCase, form: string, done: Outcome<unknown>): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/cases/${context.params.id}/consent` }
  return refusalOf(done.faults) ?? show(context, { form, fields: context.body, faults: done.faults })
}

export const consentRoutes = [
  route({
    method: 'get',
    path,
    permission: 'consent.view',
    audit: { read: 'consent.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path,
    permission: 'consent.record',
    audit: { change: 'consent.recorded' },
    params,
    body: z.strictObject({ agency, state: z.enum(consentStates) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      return answer(context, 'consent', await recordConsent({ ...deps, now }, actor, { caseId: asked.id, ...body }))
    },
  }),
  route({
    method: 'post',
    path: '/cases/:id/wishes',
    permission: 'wishes.record',
    audit: { change: 'wishes.recorded' },
    params,
    body: z.strictObject({ wishes: text, fears: text, talk: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      return answer(context, 'wishes', await recordWishes({ ...deps, now }, actor, { caseId: asked.id, ...body }))
    },
  }),
  route({
    method: 'post',
    path: `${path}/override`,
    permission: 'consent.override',
    audit: { change: 'consent.overridden' },
    params,
    body: z.strictObject({ agency, ground: z.enum(overrideGrounds), reason: text, ends_on: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const { ends_on: endsOn, ...told } = body
      const done = await overrideConsent({ ...deps, now }, actor, { caseId: asked.id, endsOn, ...told })
      return answer(context, 'override', done)
    },
  }),
]
