import { z } from 'zod'
import { addIncident } from '../../commands/case/add-incident.ts'
import { reportIncident } from '../../commands/case/report-incident.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { chronologyPage, reportPage } from './page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const told = { happened_at: text, account: text }

function show(context: Context<{ id: string }, unknown>, typed: Typed | null): Promise<Reply> {
  const asked = { action: 'chronology.view', caseId: context.params.id, tier: 0 } as const
  return showCase(context, asked, one => chronologyPage(context, one, typed))
}

async function postIncident(context: Context<{ id: string }, Record<keyof typeof told, string>>): Promise<Reply> {
  const { deps, actor, params: asked, body, now } = context
  const input = { caseId: asked.id, happenedAt: body.happened_at, account: body.account }
  const done = await addIncident({ ...deps, now }, actor, input)
  if (done.ok) return { kind: 'redirect', to: `/cases/${asked.id}/chronology` }
  return refusalOf(done.faults) ?? show(context, { form: 'incident', fields: body, faults: done.faults })
}

export const incidentRoutes = [
  route({
    method: 'get',
    path: '/incidents',
    permission: 'incident.report',
    audit: { none: 'an empty form' },
    params: none,
    body: none,
    handler: context => reportPage(context, null, false),
  }),
  route({
    method: 'post',
    path: '/incidents',
    permission: 'incident.report',
    audit: { change: 'incident.recorded' },
    params: none,
    body: z.strictObject({ number: text, surname: text, ...told }),
    handler: async context => {
      const { deps, actor, body, now } = context
      const { number, surname, happened_at: happenedAt, account } = body
      const done = await reportIncident({ ...deps, now }, actor, { number, surname, happenedAt, account })
      if (done.ok) return reportPage(context, null, true)
      return reportPage(context, { form: 'incident', fields: body, faults: done.faults }, false)
    },
  }),
  route({
    method: 'get',
    path: '/cases/:id/chronology',
    permission: 'chronology.view',
    audit: { read: 'chronology.viewed' },
    params,
    body: none,
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/incidents',
    permission: 'incident.add',
    audit: { change: 'incident.recorded' },
    params,
    body: z.strictObject(told),
    handler: postIncident,
  }),
]
