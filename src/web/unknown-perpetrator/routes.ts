import { z } from 'zod'
import { identifyPerpetrator } from '../../commands/case/identify-perpetrator.ts'
import { decide, type Actor } from '../../domain/access/decide.ts'
import type { Fault } from '../../domain/fault.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { showCase } from '../case/show-case.ts'
import { refusalOf } from '../http/form.ts'
import { id, oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { leadOn, receiptAgain } from '../receipt/lead-on.ts'
import { identityPage, type TypedPerson } from './page.ts'

const params = oneId
const path = '/cases/:id/perpetrator-identity'
const text = z.string().max(10_000).trim().default('')
const body = z.strictObject({
  surname: text,
  given_name: text,
  patronymic: text,
  born_on: text,
  iin: text,
  reason: text,
  same: z.union([id, z.enum(['none', ''])]).default(''),
})

type Asked = Context<{ id: string }, unknown>

function show(context: Asked, typed: TypedPerson, faults: readonly Fault[]): Promise<Reply> {
  return showCase(context, { action: 'perpetrator.identify', caseId: context.params.id }, one =>
    identityPage(context, one, typed, faults),
  )
}

/** He may be one of the officer's own people: then the case is closed to the officer from now on. */
function named({ deps, params: of, now }: Asked) {
  const reaches = async (actor: Actor) => {
    const one = await findCase(deps.db.read, of.id, toStamp(now))
    return one !== null && decide(actor, 'case.view', one, 0) === 'allowed'
  }
  return { stored: 'perpetrator', of: of.id, to: `/cases/${of.id}`, reaches } as const
}

/** The people who were offered: whoever says «nobody» says it of these. */
function shownIn({ request }: Asked): string[] {
  const shown = request.query['shown']
  return typeof shown === 'string' ? shown.split('.').filter(one => id.safeParse(one).success) : []
}

export const unknownPerpetratorRoutes = [
  route({
    method: 'get',
    path,
    permission: 'perpetrator.identify',
    audit: { read: 'case.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, {}, []),
  }),
  route({
    method: 'post',
    path,
    permission: 'perpetrator.identify',
    audit: { change: 'perpetrator.identified' },
    params,
    body,
    handler: async context => {
      const { deps, actor, params: of, body: typed, now } = context
      const { same, reason, ...person } = typed
      const notSame = same === 'none' ? shownIn(context) : []
      const decision = { same: same === 'none' || same === '' ? null : same, notSame, iinReason: reason }
      const input = { caseId: of.id, told: { ...person, sex: '' }, decision }
      const done = await identifyPerpetrator({ ...deps, now }, actor, input)
      if (done.ok) return leadOn(context, named(context))
      const refusal = refusalOf(done.faults)
      return (refusal && receiptAgain(context, 'perpetrator', of.id)) ?? refusal ?? show(context, typed, done.faults)
    },
  }),
]
