import { z } from 'zod'
import { completeRecords } from '../../commands/assessment/complete-records.ts'
import { bankOrThrow, definitionsOf } from '../../commands/assessment/definitions.ts'
import { findLastAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { showAssessment } from '../case/show-case.ts'
import { oneId } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { readAnswer } from '../interview/form.ts'
import { recordsPage } from './page.ts'

const params = oneId
type Params = z.output<typeof params>
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const path = '/assessments/:id/records'

type Page = Parameters<typeof showAssessment>[2]

const showRecords = (context: Context<Params, unknown>, page: Page) =>
  showAssessment(context, { action: 'record.complete', assessmentId: context.params.id }, page)

/** A measure may still point at an assessment that another has followed: the last one is worked on. */
async function showLast(context: Context<Params, unknown>, row: AssessmentRow, one: CaseRow): Promise<Reply> {
  const last = (await findLastAssessment(context.deps.db.read, one.id)) ?? row
  if (last.result.recordsUnknown.length === 0) return { kind: 'redirect', to: `/assessments/${last.id}` }
  if (last.id !== row.id) return { kind: 'redirect', to: `/assessments/${last.id}/records` }
  return recordsPage(context, last, one, null, [])
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
    handler: context => showRecords(context, (row, one) => showLast(context, row, one)),
  }),
  route({
    method: 'post',
    path,
    permission: 'record.complete',
    audit: { change: 'record.completed' },
    params,
    body: fields,
    handler: context =>
      showRecords(context, async (row, one) => {
        const { deps, actor, body, now } = context
        const input = { assessmentId: row.id, answers: readRecords(context, row, body) }
        const done = await completeRecords({ ...deps, now }, actor, input)
        if (done.ok) return { kind: 'redirect', to: `/assessments/${done.value.assessmentId}` }
        return recordsPage(context, row, one, body, done.faults)
      }),
  }),
]
