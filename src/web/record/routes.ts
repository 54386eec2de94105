import { z } from 'zod'
import { completeRecords } from '../../commands/assessment/complete-records.ts'
import { bankOrThrow, definitionsOf } from '../../commands/assessment/definitions.ts'
import { decide } from '../../domain/access/decide.ts'
import { findAssessment, findLastAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { readAnswer } from '../interview/form.ts'
import { recordsPage } from './page.ts'

const params = oneId
type Params = z.output<typeof params>
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const path = '/assessments/:id/records'

type Found = { readonly row: AssessmentRow; readonly one: CaseRow }

async function reach({ deps, actor, params: asked, now }: Context<Params, unknown>): Promise<Found | Reply> {
  const row = await findAssessment(deps.db.read, asked.id)
  const one = row ? await findCase(deps.db.read, row.case_id, toStamp(now)) : null
  const decision = one ? decide(actor, 'record.complete', one, 3) : 'unreachable'
  if (!row || !one || decision === 'unreachable') return { kind: 'not_found' }
  return decision === 'refused' ? { kind: 'refused' } : { row, one }
}

/** A measure may still point at an assessment that another has followed: the last one is worked on. */
async function show(context: Context<Params, unknown>): Promise<Reply> {
  const found = await reach(context)
  if ('kind' in found) return found
  const last = (await findLastAssessment(context.deps.db.read, found.one.id)) ?? found.row
  if (last.result.recordsUnknown.length === 0) return { kind: 'redirect', to: `/assessments/${last.id}` }
  if (last.id !== found.row.id) return { kind: 'redirect', to: `/assessments/${last.id}/records` }
  return recordsPage(context, last, found.one, null, [])
}

/** Fields that stand for no unknown record item are passed on too, so that the command names them. */
function readRecords({ deps }: Context<Params, unknown>, row: AssessmentRow, body: Record<string, unknown>) {
  const { procedure } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const bank = bankOrThrow(deps.questionnaires, procedure.bank)
  const answers: Record<string, unknown> = {}
  for (const code of new Set(Object.keys(body).map(name => name.split('.')[0] ?? name))) {
    const item = bank.items.find(each => each.code === code)
    const read = item ? readAnswer(item, body) : { value: body[code] }
    if (read) answers[code] = read.value
  }
  return answers
}

export const recordRoutes = [
  route({
    method: 'get',
    path,
    permission: 'record.complete',
    audit: { read: 'assessment.viewed' },
    params,
    body: z.looseObject({}),
    handler: show,
  }),
  route({
    method: 'post',
    path,
    permission: 'record.complete',
    audit: { change: 'record.completed' },
    params,
    body: fields,
    handler: async context => {
      const { deps, actor, body, now } = context
      const found = await reach(context)
      if ('kind' in found) return found
      const input = { assessmentId: found.row.id, answers: readRecords(context, found.row, body) }
      const done = await completeRecords({ ...deps, now }, actor, input)
      if (done.ok) return { kind: 'redirect', to: `/assessments/${done.value.assessmentId}` }
      return recordsPage(context, found.row, found.one, body, done.faults)
    },
  }),
]
