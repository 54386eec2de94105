import { z } from 'zod'
import { addClientPerson } from '../../commands/client/add-client-person.ts'
import { admitClient } from '../../commands/client/admit-client.ts'
import { assignWorker } from '../../commands/client/assign-worker.ts'
import { reachClient } from '../../commands/client/change-client.ts'
import { closeClient, closeReasons } from '../../commands/client/close-client.ts'
import { dischargeClient } from '../../commands/client/discharge-client.ts'
import { handOverClient } from '../../commands/client/hand-over-client.ts'
import { keepBed } from '../../commands/client/keep-bed.ts'
import { openClient } from '../../commands/client/open-client.ts'
import { recordAttempt } from '../../commands/client/record-attempt.ts'
import { recordFeedback } from '../../commands/client/record-feedback.ts'
import { recordService } from '../../commands/client/record-service.ts'
import { releaseBed } from '../../commands/client/release-bed.ts'
import { saveSafetyPlan } from '../../commands/client/save-safety-plan.ts'
import { setGoal } from '../../commands/client/set-goal.ts'
import { settleGoal } from '../../commands/client/settle-goal.ts'
import { takeIn } from '../../commands/client/take-in.ts'
import { tellSafety } from '../../commands/client/tell-safety.ts'
import { writeNote } from '../../commands/client/write-note.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Outcome } from '../../domain/fault.ts'
import { contactChannels } from '../../domain/questionnaire/answer-value.ts'
import { attemptResults } from '../../domain/referral/contact-attempt.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { findGoal } from '../../storage/client-work-store.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { route, type Context, type Reply, type Route } from '../http/route.ts'
import { clientListPage } from './list-page.ts'
import { loadPage } from './load-page.ts'
import { notesPage } from './notes-page.ts'
import { openClientPage } from './open-page.ts'
import { clientPage } from './page.ts'
import { planFormPage, planPage } from './plan-page.ts'

const id = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
const params = z.strictObject({ id })
const none = z.looseObject({})
const text = z.string().max(10_000).trim().default('')
const long = z.string().max(50_000).trim().default('')
/** A list of ticks: one value comes as text, several as a list, none not at all. */
const ticks = z
  .union([z.string(), z.array(z.string().max(100)).max(50)])
  .default('')
  .transform(value => [value].flat().filter(one => one !== ''))
const count = z.string().regex(/^\d{1,2}$/)

type OfId<B = unknown> = Context<{ id: string }, B>
type Show = (context: OfId, row: ClientRow, typed: Typed | null) => Promise<Reply>

async function show(context: OfId, view: Show, typed: Typed | null = null, action: Permission = 'client.view') {
  const { deps, actor, params: asked } = context
  const reached = await reachClient(deps.db.read, actor, asked.id, { action, closed: true })
  if (!reached.ok) return refusalOf(reached.faults) ?? ({ kind: 'not_found' } as const)
  return view(context, reached.value, typed)
}

function fieldsOf(body: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.join() : String(value)]),
  )
}

type Work<B> = (deps: CommandDeps, actor: Actor, id: string, body: B) => Promise<Outcome<unknown>>

/** One form of the file: back to the file, or the file again with what was typed. */
function post<B extends z.ZodObject>(form: string, action: string, body: B, work: Work<z.output<B>>): Route {
  return route({
    method: 'post',
    path: `/clients/:id/${form}`,
    permission: form === 'hand-over' ? 'client.hand_over' : 'client.record',
    audit: { change: action },
    params,
    body,
    handler: async context => {
      const { deps, actor, params: asked, body: told, now } = context
      const done = await work({ ...deps, now }, actor, asked.id, told)
      if (done.ok) return { kind: 'redirect', to: form === 'hand-over' ? '/clients' : `/clients/${asked.id}` }
      const typed = { form, fields: fieldsOf(told), faults: done.faults }
      return refusalOf(done.faults) ?? show(context, clientPage, typed)
    },
  })
}

const identity = {
  surname: text,
  given_name: text,
  patronymic: text,
  born_on: text,
  sex: text,
  phone: text,
  channel: text,
  hours: text,
  who_hears: text,
}

const forms: readonly Route[] = [
  post(
    'attempts',
    'contact.attempted',
    z.strictObject({ tried_at: text, channel: z.enum(contactChannels), result: z.enum(attemptResults), note: text }),
    (deps, actor, file, { tried_at: triedAt, ...rest }) => recordAttempt(deps, actor, { id: file, triedAt, ...rest }),
  ),
  post(
    'intake',
    'client.taken_in',
    z.strictObject({ ...identity, criteria: ticks, needs: text, documents: text }),
    (deps, actor, file, { criteria, needs, documents, ...told }) =>
      takeIn(deps, actor, { id: file, identity: told, criteria, sheet: { needs, documents } }),
  ),
  post(
    'people',
    'client_person.added',
    z.strictObject({ name: text, born_on: text, note: text }),
    (deps, actor, file, told) => addClientPerson(deps, actor, { id: file, ...told }),
  ),
  post('admit', 'stay.admitted', z.strictObject({ people: ticks }), (deps, actor, file, { people }) =>
    admitClient(deps, actor, { id: file, people }),
  ),
  post(
    'discharge',
    'stay.ended',
    z.strictObject({ ended_at: text, destination: text, follower: text, where_to: text, follows: text }),
    (deps, actor, file, { ended_at: endedAt, ...rest }) => dischargeClient(deps, actor, { id: file, endedAt, ...rest }),
  ),
  post(
    'keep',
    'bed.reserved',
    z.strictObject({ adults: count, children: count }),
    (deps, actor, file, { adults, children }) =>
      keepBed(deps, actor, { id: file, adults: Number(adults), children: Number(children) }),
  ),
  post('release', 'bed.released', z.strictObject({}), (deps, actor, file) => releaseBed(deps, actor, { id: file })),
  post(
    'goals',
    'goal.set',
    z.strictObject({ text, who: text, due_on: text }),
    (deps, actor, file, { due_on: dueOn, ...told }) => setGoal(deps, actor, { id: file, dueOn, ...told }),
  ),
  post(
    'services',
    'service.recorded',
    z.strictObject({ person: text, code: text, given_on: text, note: text }),
    (deps, actor, file, { person: personId, given_on: givenOn, ...rest }) =>
      recordService(deps, actor, { id: file, personId, givenOn, ...rest }),
  ),
  post('feedback', 'feedback.recorded', z.strictObject({ told: text, said: text }), (deps, actor, file, said) =>
    recordFeedback(deps, actor, { id: file, ...said }),
  ),
  post('safety', 'safety.told', z.strictObject({ safety: text }), (deps, actor, file, { safety }) =>
    tellSafety(deps, actor, { id: file, safety }),
  ),
  post('worker', 'client.assigned', z.strictObject({ worker: text }), (deps, actor, file, { worker }) =>
    assignWorker(deps, actor, { id: file, workerId: worker }),
  ),
  post(
    'hand-over',
    'client.handed_over',
    z.strictObject({ to: text, consented: text }),
    (deps, actor, file, { to, consented }) =>
      handOverClient(deps, actor, { id: file, toId: to, consented: consented === 'yes' }),
  ),
  post('close', 'client.closed', z.strictObject({ reason: z.enum(closeReasons) }), (deps, actor, file, { reason }) =>
    closeClient(deps, actor, { id: file, reason }),
  ),
]

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
    handler: context => show(context, clientPage),
  }),
  ...forms,
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
    handler: context => show(context, notesPage, null, 'note.view'),
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
      return refusalOf(done.faults) ?? show(context, notesPage, typed, 'note.view')
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id/safety-plan',
    permission: 'client.record',
    audit: { read: 'safety_plan.viewed' },
    params,
    body: none,
    handler: context => show(context, planFormPage),
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
      return refusalOf(done.faults) ?? show(context, planFormPage, typed)
    },
  }),
  route({
    method: 'get',
    path: '/clients/:id/safety-plan/:version',
    permission: 'client.view',
    audit: { read: 'safety_plan.viewed' },
    params: z.strictObject({ id, version: z.string().regex(/^\d{1,4}$/) }),
    body: none,
    handler: context => show(context, (one, row) => planPage(one, row, Number(context.params.version))),
  }),
]
