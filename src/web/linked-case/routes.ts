import { z } from 'zod'
import { startLinked } from '../../commands/interview/start-linked.ts'
import { decide } from '../../domain/access/decide.ts'
import type { Fault } from '../../domain/fault.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const params = oneId
const path = '/cases/:id/linked-case'

async function show(context: Context<z.output<typeof params>, unknown>, faults: readonly Fault[]): Promise<Reply> {
  const { deps, actor, params: asked, now, t } = context
  const one = await findCase(deps.db.read, asked.id, toStamp(now))
  const decision = one ? decide(actor, 'case.reassess', one, 3) : 'unreachable'
  if (!one || decision === 'unreachable') return { kind: 'not_found' }
  if (decision === 'refused') return { kind: 'refused' }
  return {
    kind: 'page',
    view: 'case/linked-case',
    status: faults.length > 0 ? 422 : 200,
    at: `/cases/${one.id}/linked-case`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('linked-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      action: `/cases/${one.id}/linked-case`,
      caseHref: `/cases/${one.id}`,
      faults: faults.map(fault => ({ ...sayFault(fault, t), at: 'start' })),
    },
  }
}

export const linkedCaseRoutes = [
  route({
    method: 'get',
    path,
    permission: 'case.reassess',
    audit: { read: 'case.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, []),
  }),
  route({
    method: 'post',
    path,
    permission: 'case.reassess',
    audit: { change: 'linked_case.started' },
    params,
    body: z.strictObject({}),
    handler: async context => {
      const { deps, actor, params: asked, now } = context
      const started = await startLinked({ ...deps, now }, actor, { caseId: asked.id })
      if (started.ok) return { kind: 'redirect', to: `/interviews/${started.value.id}/contact` }
      return refusalOf(started.faults) ?? show(context, started.faults)
    },
  }),
]
