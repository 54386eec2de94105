import { z } from 'zod'
import { recordJudgement } from '../../commands/assessment/record-judgement.ts'
import { showAssessment } from '../case/show-case.ts'
import { refusalOf } from '../http/form.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { judgementFormPage, readCodings } from './page.ts'

const params = z.strictObject({
  id,
  instrument: z.string().regex(/^[a-z_]{1,40}$/),
})
type Params = z.output<typeof params>
const path = '/assessments/:id/instruments/:instrument'
const fields = z.record(z.string(), z.string().max(40))

function show(context: Context<Params, unknown>, typed: Record<string, string> | null): Promise<Reply> {
  const { id: assessmentId, instrument } = context.params
  const asked = { action: 'judgement.record', assessmentId } as const
  return showAssessment(context, asked, (row, one) => judgementFormPage(context, { row, one }, instrument, typed))
}

export const judgementRoutes = [
  route({
    method: 'get',
    path,
    permission: 'judgement.record',
    audit: { read: 'judgement.viewed' },
    params,
    body: z.looseObject({}),
    handler: context => show(context, null),
  }),
  route({
    method: 'post',
    path,
    permission: 'judgement.record',
    audit: { change: 'judgement.recorded' },
    params,
    body: fields,
    handler: async context => {
      const { deps, actor, body, params: asked, now } = context
      const codings = readCodings(body)
      const input = { ...codings, assessmentId: asked.id, instrument: asked.instrument }
      const done = await recordJudgement({ ...deps, now }, actor, input)
      if (done.ok) return { kind: 'redirect', to: `/assessments/${asked.id}` }
      const ended = done.faults.filter(fault => fault.code === 'case_closed' || fault.code === 'case_shredded')
      if (ended.length > 0) return { kind: 'faults', faults: ended }
      return refusalOf(done.faults) ?? show(context, body)
    },
  }),
]
