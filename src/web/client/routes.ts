import { z } from 'zod'
import { openClient } from '../../commands/client/open-client.ts'
import { saveSafetyPlan } from '../../commands/client/save-safety-plan.ts'
import { settleGoal } from '../../commands/client/settle-goal.ts'
import { writeNote } from '../../commands/client/write-note.ts'
import { findGoal } from '../../storage/client-work-store.ts'
import { refusalOf } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Route } from '../http/route.ts'
import { clientListPage } from './list-page.ts'
import { loadPage } from './load-page.ts'
import { notesPage } from './notes-page.ts'
import { openClientPage } from './open-page.ts'
import { clientPage } from './page.ts'
import { planFormPage, planPage } from './plan-page.ts'
import { identity } from './identity-body.ts'
import { showFile } from './show-file.ts'
import { clientWorkRoutes } from './work-routes.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const long = z.string().max(50_000).trim().default('')
const count = z.string().regex(/^\d{1,2}$/)

const parts = {
  warning_signs: text,
  safe_places: text,
  code_word: text,
  bag: text,
  children: text,
  phone: text,
  escape: text,
  whom_to_call: text,
}

export const clientRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/clients',
    permission: 'client.view',
    audit: { read: 'client.listed' },
    params: none,
    body: none,
    handler: clientListPage,
  }),
  route({
    method: 'get',
    path: '/centre-load',
    permission: 'load.view',
    audit: { read: 'load.viewed' },
    params: none,
    body: none,
    handler: loadPage,
  }),
  route({
    method: 'get',
    path: '/clients/new',
    permission: 'client.record',
    audit: { read: 'client.prepared' },
    params: none,
    body: none,
    handler: context => openClientPage(context, null),
  }),
  route({
    method: 'post',
    path: '/clients',
    permission: 'client.record',
    audit: { change: 'client.opened' },
    params: none,
    body: z.strictObject(identity),
    handler: async context => {
      const { deps, actor, body, now } = context
      const done = await openClient({ ...deps, now }, actor, body)
      if (done.ok) return { kind: 'redirect', to: `/clients/${done.value.id}` }
      return refusalOf(done.faults) ?? openClientPage(context, { form: 'client', fields: body, faults: done.faults })
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id',
    permission: 'client.view',
    audit: { read: 'client.viewed' },
    params,
    body: none,
    handler: context => showFile(context, clientPage),
  }),
  ...clientWorkRoutes,
  route({
    method: 'post',
    path: '/goals/:id',
    permission: 'client.record',
    audit: { change: 'goal.settled' },
    params,
    body: z.strictObject({ state: z.enum(['met', 'dropped']) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const goal = await findGoal(deps.db.read, asked.id)
      if (!goal) return { kind: 'not_found' }
      const done = await settleGoal({ ...deps, now }, actor, { id: asked.id, state: body.state })
      if (done.ok) return { kind: 'redirect', to: `/clients/${goal.client_id}` }
      return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id/notes',
    permission: 'note.view',
    audit: { read: 'note.viewed' },
    params,
    body: none,
    handler: context => showFile(context, notesPage, null, 'note.view'),
  }),
  route({
    method: 'post',
    path: '/clients/:id/notes',
    permission: 'client.record',
    audit: { change: 'note.written' },
    params,
    body: z.strictObject({ note: long }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await writeNote({ ...deps, now }, actor, { id: asked.id, note: body.note })
      if (done.ok) return { kind: 'redirect', to: `/clients/${asked.id}/notes` }
      const typed = { form: 'note', fields: body, faults: done.faults }
      return refusalOf(done.faults) ?? showFile(context, notesPage, typed, 'note.view')
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id/safety-plan',
    permission: 'client.record',
    audit: { read: 'safety_plan.viewed' },
    params,
    body: none,
    handler: context => showFile(context, planFormPage),
  }),
  route({
    method: 'post',
    path: '/clients/:id/safety-plan',
    permission: 'client.record',
    audit: { change: 'safety_plan.saved' },
    params,
    body: z.strictObject({ from: count, ...parts }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const { from, ...plan } = body
      const done = await saveSafetyPlan({ ...deps, now }, actor, { id: asked.id, from: Number(from), plan })
      if (done.ok) return { kind: 'redirect', to: `/clients/${asked.id}/safety-plan/${Number(from) + 1}` }
      const typed = { form: 'plan', fields: body, faults: done.faults }
      return refusalOf(done.faults) ?? showFile(context, planFormPage, typed)
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id/safety-plan/:version',
    permission: 'client.view',
    audit: { read: 'safety_plan.viewed' },
    params: z.strictObject({ id, version: z.string().regex(/^\d{1,4}$/) }),
    body: none,
    handler: context => showFile(context, (one, row) => planPage(one, row, Number(context.params.version))),
  }),
]
