import { z } from 'zod'
import { correctAnswer, isCorrectable } from '../../commands/assessment/correct-answer.ts'
import { bankOrThrow, definitionsOf } from '../../commands/assessment/definitions.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import { findLastAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { showAssessment } from '../case/show-case.ts'
import { refusalOf } from '../http/form.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { readAnswer } from '../interview/form.ts'
import { answerPage, answersPage } from './page.ts'

const ofItem = z.strictObject({ id, item: z.string().regex(/^[a-z0-9_]{1,60}$/) })
const none = z.looseObject({})
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const path = '/assessments/:id/answers'

type Page = Parameters<typeof showAssessment>[2]

/** Only the assessment that counts is corrected: from an earlier one the way leads there. */
function showCounting(context: Context<{ readonly id: string }, unknown>, page: Page): Promise<Reply> {
  const asked = { action: 'answer.correct', assessmentId: context.params.id } as const
  return showAssessment(context, asked, async (row, one) => {
    const last = await findLastAssessment(context.deps.db.read, one.id)
    if (!last || one.state !== 'open') return { kind: 'redirect', to: `/cases/${one.id}` }
    return last.id === row.id ? page(row, one) : { kind: 'redirect', to: `/assessments/${last.id}/answers` }
  })
}

function itemOf({ deps }: Context<unknown, unknown>, row: AssessmentRow, code: string): BankItem | null {
  const { procedure } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const item = bankOrThrow(deps.questionnaires, procedure.bank).items.find(each => each.code === code)
  return item && isCorrectable(item) ? item : null
}

async function send(
  context: Context<z.output<typeof ofItem>, z.output<typeof fields>>,
  row: AssessmentRow,
): Promise<Reply> {
  const { deps, actor, params, body, now } = context
  const item = itemOf(context, row, params.item)
  if (!item) return { kind: 'not_found' }
  const answers: Record<string, unknown> = {}
  for (const code of new Set([item.code, ...Object.keys(body).map(name => name.split('.')[0] ?? name)])) {
    const asked = itemOf(context, row, code)
    const read = asked && readAnswer(asked, body)
    if (read) answers[code] = read
  }
  const reason = typeof body['reason'] === 'string' ? body['reason'] : ''
  const done = await correctAnswer({ ...deps, now }, actor, { assessmentId: params.id, answers, reason })
  if (done.ok) return { kind: 'redirect', to: `/assessments/${done.value.assessmentId}` }
  return refusalOf(done.faults) ?? answerPage(context, row, item, { fields: body, faults: done.faults })
}

export const answerRoutes = [
  route({
    method: 'get',
    path,
    permission: 'answer.correct',
    audit: { read: 'assessment.viewed' },
    params: z.strictObject({ id }),
    body: none,
    handler: context => showCounting(context, (row, one) => answersPage(context, row, one)),
  }),
  route({
    method: 'get',
    path: `${path}/:item`,
    permission: 'answer.correct',
    audit: { read: 'assessment.viewed' },
    params: ofItem,
    body: none,
    handler: context =>
      showCounting(context, row => {
        const item = itemOf(context, row, context.params.item)
        return item ? answerPage(context, row, item, null) : { kind: 'not_found' }
      }),
  }),
  route({
    method: 'post',
    path: `${path}/:item`,
    permission: 'answer.correct',
    audit: { change: 'answer.corrected' },
    params: ofItem,
    body: fields,
    handler: context => showCounting(context, row => send(context, row)),
  }),
]
