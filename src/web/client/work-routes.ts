import { z } from 'zod'
import { addClientPerson } from '../../commands/client/add-client-person.ts'
import { admitClient } from '../../commands/client/admit-client.ts'
import { assignWorker } from '../../commands/client/assign-worker.ts'
import { closeClient, closeReasons } from '../../commands/client/close-client.ts'
import { dischargeClient } from '../../commands/client/discharge-client.ts'
import { handOverClient } from '../../commands/client/hand-over-client.ts'
import { keepBed } from '../../commands/client/keep-bed.ts'
import { recordAttempt } from '../../commands/client/record-attempt.ts'
import { recordFeedback } from '../../commands/client/record-feedback.ts'
import { recordService } from '../../commands/client/record-service.ts'
import { releaseBed } from '../../commands/client/release-bed.ts'
import { setGoal } from '../../commands/client/set-goal.ts'
import { takeIn } from '../../commands/client/take-in.ts'
import { tellSafety } from '../../commands/client/tell-safety.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { contactChannels } from '../../domain/questionnaire/answer-value.ts'
import { attemptResults } from '../../domain/referral/contact-attempt.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Route } from '../http/route.ts'
import { clientPage } from './page.ts'
import { identity } from './identity-body.ts'
import { showFile } from './show-file.ts'

const params = oneId
const text = z.string().max(10_000).trim().default('')
/** A list of ticks: one value comes as text, several as a list, none not at all. */
const ticks = z
  .union([z.string(), z.array(z.string().max(100)).max(50)])
  .default('')
  .transform(value => [value].flat().filter(one => one !== ''))
const count = z.string().regex(/^\d{1,2}$/)

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
      return refusalOf(done.faults) ?? showFile(context, clientPage, typed)
    },
  })
}

export const clientWorkRoutes: readonly Route[] = [
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
