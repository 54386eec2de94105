import { z } from 'zod'
import { answerMerge } from '../../commands/person/answer-merge.ts'
import { unmergePeople } from '../../commands/person/unmerge-people.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route } from '../http/route.ts'
import { mergeProposalsPage } from './merge-page.ts'

const params = oneId
const answer = z.strictObject({ answer: z.enum(['agree', 'refuse']) })
const undo = z.strictObject({ reason: z.string().max(5000).default('') })

export const mergeRoutes = [
  route({
    method: 'get',
    path: '/merges',
    permission: 'person.merge',
    audit: { read: 'person_merge.listed' },
    params: z.looseObject({}),
    body: z.looseObject({}),
    handler: context => mergeProposalsPage(context, scopeOf(context.actor, 'person.merge'), []),
  }),
  route({
    method: 'post',
    path: '/merges/:id/answer',
    permission: 'person.merge',
    audit: { change: 'person_merge.answered' },
    params,
    body: answer,
    handler: async context => {
      const { deps, actor, params: asked, body, now } = context
      const done = await answerMerge({ ...deps, now }, actor, { id: asked.id, agrees: body.answer === 'agree' })
      if (done.ok) return { kind: 'redirect', to: '/merges' }
      const refusal = refusalOf(done.faults)
      return refusal ?? mergeProposalsPage(context, scopeOf(actor, 'person.merge'), done.faults)
    },
  }),
  route({
    method: 'post',
    path: '/merges/:id/undo',
    permission: 'person.merge',
    audit: { change: 'person.unmerged' },
    params,
    body: undo,
    handler: async ({ deps, actor, params: asked, body, now }) => {
      const done = await unmergePeople({ ...deps, now }, actor, { mergeId: asked.id, reason: body.reason })
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: `/people/${done.value.id}` }
    },
  }),
]
