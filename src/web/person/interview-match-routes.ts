import { z } from 'zod'
import { submitAssessment } from '../../commands/assessment/submit-assessment.ts'
import type { PartyDecision, PartyDecisions } from '../../commands/person/party-decision.ts'
import { categories } from '../../domain/questionnaire/procedure.ts'
import { receiptOf } from '../assessment/receipt.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { openDraft } from '../interview/draft.ts'
import { judgementPage } from '../interview/page.ts'
import { interviewMatchPage } from './interview-match-page.ts'

const params = oneId
const shown = z.union([id, z.array(id).max(20)]).optional()
const chosen = z.union([id, z.enum(['none', ''])]).optional()
const reason = z.string().max(5000).optional()
const body = z.strictObject({
  category: z.enum(categories),
  concern: z.string().max(5000),
  victim: chosen,
  'victim.shown': shown,
  'victim.reason': reason,
  perpetrator: chosen,
  'perpetrator.shown': shown,
  'perpetrator.reason': reason,
})

function decisionOf(choice: string | undefined, offered: string | string[] | undefined, why = ''): PartyDecision {
  const same = choice === undefined || choice === '' || choice === 'none' ? null : choice
  return { same, notSame: choice === 'none' ? [offered ?? []].flat() : [], iinReason: why }
}

const ofPeople = new Set(['match_undecided', 'match_unknown', 'iin_doubtful', 'changed_meanwhile'])

async function postPeople(context: Context<{ id: string }, z.output<typeof body>>): Promise<Reply> {
  const { deps, actor, params: asked, body: given, now } = context
  const { category, concern } = given
  const people: PartyDecisions = {
    victim: decisionOf(given.victim, given['victim.shown'], given['victim.reason']),
    perpetrator: decisionOf(given.perpetrator, given['perpetrator.shown'], given['perpetrator.reason']),
  }
  const input = { interviewId: asked.id, priorCategory: category, concern, people }
  const done = await submitAssessment({ ...deps, now }, actor, input)
  if (done.ok) return receiptOf(context, done.value.assessmentId)
  const draft = await openDraft(context, asked.id)
  if (!draft) return { kind: 'not_found' }
  return done.faults.every(fault => ofPeople.has(fault.code))
    ? interviewMatchPage(context, draft, { category, concern }, people, done.faults)
    : judgementPage(context, draft, { category, concern }, done.faults)
}

export const interviewMatchRoutes = [
  route({
    method: 'get',
    path: '/interviews/:id/people',
    permission: 'interview.conduct',
    audit: { none: 'leads back to the judgement, whose words are not stored before submission' },
    params,
    body: z.looseObject({}),
    handler: ({ params: asked }) => ({ kind: 'redirect', to: `/interviews/${asked.id}/judgement` }),
  }),
  route({
    method: 'post',
    path: '/interviews/:id/people',
    permission: 'interview.conduct',
    audit: { change: 'assessment.submitted' },
    params,
    body,
    handler: postPeople,
  }),
]
