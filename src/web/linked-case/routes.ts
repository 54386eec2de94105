import { z } from 'zod'
import { startLinked } from '../../commands/interview/start-linked.ts'
import type { Fault } from '../../domain/fault.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { showCase } from '../case/show-case.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import { refusalOf } from '../http/form.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'

const params = oneId
const path = '/cases/:id/linked-case'

function show(context: Context<z.output<typeof params>, unknown>, faults: readonly Fault[]): Promise<Reply> {
  const { id: caseId } = context.params
  return showCase(context, { action: 'case.reassess', caseId }, one => linkedPage(context, one, faults))
}

async function linkedPage(context: Context<unknown, unknown>, one: CaseRow, faults: readonly Fault[]): Promise<Reply> {
  const { t } = context
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
