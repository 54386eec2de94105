import { z } from 'zod'
import { recordJudgement } from '../../commands/assessment/record-judgement.ts'
import { decide } from '../../domain/access/decide.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
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

async function show(context: Context<Params, unknown>, typed: Record<string, string> | null): Promise<Reply> {
  const { deps, actor, params: asked, now } = context
  const row = await findAssessment(deps.db.read, asked.id)
  const one = row ? await findCase(deps.db.read, row.case_id, toStamp(now)) : null
  if (!row || !one) return { kind: 'not_found' }
  const decision = decide(actor, 'judgement.record', one, 3)
  if (decision !== 'allowed') return { kind: decision === 'refused' ? 'refused' : 'not_found' }
  return judgementFormPage(context, { row, one }, asked.instrument, typed)
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
      if (done.faults.some(fault => fault.code === 'not_found')) return { kind: 'not_found' }
      if (done.faults.some(fault => fault.code === 'refused')) return { kind: 'refused' }
      const ended = done.faults.filter(fault => fault.code === 'case_closed' || fault.code === 'case_shredded')
      return ended.length > 0 ? { kind: 'faults', faults: ended } : show(context, body)
    },
  }),
]
