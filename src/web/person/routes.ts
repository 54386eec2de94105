import { z } from 'zod'
import { decideMatch } from '../../commands/person/decide-match.ts'
import { mergePeople, type Merging } from '../../commands/person/merge-people.ts'
import { proposeMerge } from '../../commands/person/propose-merge.ts'
import { reachPerson } from '../../commands/person/reach-person.ts'
import type { CommandDeps } from '../../commands/deps.ts'
import type { Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Outcome } from '../../domain/fault.ts'
import { matchDecisions } from '../../storage/person-decision-store.ts'
import { refusalOf } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { leadOn, receiptAgain } from '../receipt/lead-on.ts'
import { cardPage } from './card-page.ts'
import { matchesPage } from './matches-page.ts'
import { searchForm, searchPage, emptySearch } from './search-page.ts'

const params = oneId
const none = z.looseObject({})
const text = z.string().max(2000).trim().default('')
const search = z.strictObject({ surname: text, given_name: text, patronymic: text, born: text, iin: text, phone: text })
const decision = z.strictObject({ other: id, decision: z.enum(matchDecisions) })
const merge = z.strictObject({ other: id, reason: z.string().max(5000).default('') })

type OfPerson = Context<{ readonly id: string }, unknown>

export async function reach(context: OfPerson, action: Permission) {
  const { deps, actor, params: asked, now } = context
  return reachPerson({ now }, deps.db.read, actor, { id: asked.id, action, tier: 3 })
}

/** Where a change of a person leads, and whether somebody still reaches that person. */
export function backTo(context: OfPerson, to: string) {
  const reaches = async (actor: Actor) => (await reach({ ...context, actor }, 'person.view')).ok
  return { to, reaches }
}

type Merge = (deps: CommandDeps, actor: Actor, input: Merging) => Promise<Outcome<{ id: string }>>

async function postMerge(
  context: Context<{ id: string }, z.output<typeof merge>>,
  merges: Merge,
  page: string,
): Promise<Reply> {
  const { deps, actor, params: asked, body, now } = context
  const input = { keptId: asked.id, mergedId: body.other, reason: body.reason }
  const done = await merges({ ...deps, now }, actor, input)
  const of = asked.id
  if (done.ok) return leadOn(context, { stored: 'merge', of, ...backTo(context, `/people/${done.value.id}${page}`) })
  const refusal = refusalOf(done.faults)
  const reached = await reach(context, 'match.decide')
  return (
    (refusal && receiptAgain(context, 'merge', of)) ??
    refusal ??
    (reached.ok ? matchesPage(context, reached.value, { ...body, faults: done.faults }) : { kind: 'not_found' })
  )
}

export const personRoutes = [
  route({
    method: 'get',
    path: '/people',
    permission: 'person.search',
    audit: { none: 'an empty form' },
    params: none,
    body: none,
    handler: context => searchForm(context, emptySearch, []),
  }),
  route({
    method: 'post',
    path: '/people',
    permission: 'person.search',
    audit: { read: 'person.searched' },
    params: none,
    body: search,
    handler: context => searchPage(context, context.body),
  }),
  route({
    method: 'get',
    path: '/people/:id',
    permission: 'person.view',
    audit: { read: 'person.viewed' },
    params,
    body: none,
    handler: async context => {
      const reached = await reach(context, 'person.view')
      return reached.ok ? cardPage(context, reached.value, null) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'get',
    path: '/people/:id/matches',
    permission: 'match.decide',
    audit: { read: 'match.viewed' },
    params,
    body: none,
    handler: async context => {
      const reached = await reach(context, 'match.decide')
      return reached.ok ? matchesPage(context, reached.value, null) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'post',
    path: '/people/:id/decisions',
    permission: 'match.decide',
    audit: { change: 'match.decided' },
    params,
    body: decision,
    handler: async ({ deps, actor, params: asked, body, now }) => {
      const input = { personId: asked.id, otherId: body.other, decision: body.decision }
      const done = await decideMatch({ ...deps, now }, actor, input)
      if (!done.ok) return refusalOf(done.faults) ?? { kind: 'faults', faults: done.faults }
      return { kind: 'redirect', to: `/people/${done.value.id}/matches` }
    },
  }),
  route({
    method: 'post',
    path: '/people/:id/merges',
    permission: 'person.merge',
    audit: { change: 'person.merged' },
    params,
    body: merge,
    handler: context => postMerge(context, mergePeople, ''),
  }),
  route({
    method: 'post',
    path: '/people/:id/merge-proposals',
    permission: 'person.merge',
    audit: { change: 'person_merge.proposed' },
    params,
    body: merge,
    handler: context => postMerge(context, proposeMerge, '/matches'),
  }),
]
