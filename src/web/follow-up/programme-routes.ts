import { z } from 'zod'
import { endProgramme } from '../../commands/follow-up/end-programme.ts'
import { recordSession } from '../../commands/follow-up/record-session.ts'
import { referProgramme } from '../../commands/follow-up/refer-programme.ts'
import type { Outcome } from '../../domain/fault.ts'
import { programmeEndings, programmeKinds } from '../../domain/follow-up/programme.ts'
import { findProgramme } from '../../storage/programme-store.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { programmesPage } from './programme-page.ts'

const params = oneId
const text = z.string().max(200).trim().default('')
type Fields = Readonly<Record<string, string>>

function show(context: Context<unknown, unknown>, caseId: string, typed: Typed | null): Promise<Reply> {
  return showCase(context, { action: 'programme.view', caseId }, one => programmesPage(context, one, typed))
}

async function answer(
  context: Context<unknown, Fields>,
  caseId: string,
  form: string,
  done: Outcome<unknown>,
): Promise<Reply> {
  if (done.ok) return { kind: 'redirect', to: `/cases/${caseId}/programmes` }
  return refusalOf(done.faults) ?? show(context, caseId, { form, fields: context.body, faults: done.faults })
}

async function answerProgramme(context: Context<{ id: string }, Fields>, form: string, done: Outcome<unknown>) {
  const row = await findProgramme(context.deps.db.read, context.params.id)
  const missing: Reply = { kind: 'not_found' }
  return row ? answer(context, row.case_id, `${form}-${row.id}`, done) : missing
}

export const programmeRoutes = [
  route({
    method: 'get',
    path: '/cases/:id/programmes',
    permission: 'programme.view',
    audit: { read: 'programme.listed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, context.params.id, null),
  }),
  route({
    method: 'post',
    path: '/cases/:id/programmes',
    permission: 'programme.record',
    audit: { change: 'programme.referred' },
    params,
    body: z.strictObject({ kind: z.enum(programmeKinds), referred_on: text }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { caseId: asked.id, kind: body.kind, referredOn: body.referred_on }
      return answer(context, asked.id, 'programme', await referProgramme({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/programmes/:id/sessions',
    permission: 'programme.record',
    audit: { change: 'programme.attended' },
    params,
    body: z.strictObject({ held_on: text, attended: z.enum(['yes', 'no']) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { programmeId: asked.id, heldOn: body.held_on, attended: body.attended === 'yes' }
      return answerProgramme(context, 'session', await recordSession({ ...deps, now }, actor, input))
    },
  }),
  route({
    method: 'post',
    path: '/programmes/:id/end',
    permission: 'programme.record',
    audit: { change: 'programme.ended' },
    params,
    body: z.strictObject({ ended_on: text, ending: z.enum(programmeEndings) }),
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const input = { programmeId: asked.id, endedOn: body.ended_on, ending: body.ending }
      return answerProgramme(context, 'ending', await endProgramme({ ...deps, now }, actor, input))
    },
  }),
]
