import { z } from 'zod'
import { correctAnswer, isCorrectable } from '../../commands/assessment/correct-answer.ts'
import { bankOrThrow, definitionsOf } from '../../commands/assessment/definitions.ts'
import { decide } from '../../domain/access/decide.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import { findAssessment, findLastAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { refusalOf } from '../http/form.ts'
import { id } from '../http/ids.ts'
import { route, type Context, type Reply } from '../http/route.ts'
import { readAnswer } from '../interview/form.ts'
import { answerPage, answersPage } from './page.ts'

const ofItem = z.strictObject({ id, item: z.string().regex(/^[a-z0-9_]{1,60}$/) })
const none = z.looseObject({})
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const path = '/assessments/:id/answers'

type Found = { readonly row: AssessmentRow; readonly one: CaseRow }

/** Only the assessment that counts is corrected: from an earlier one the way leads there. */
async function reach({ deps, actor, now }: Context<unknown, unknown>, assessmentId: string): Promise<Found | Reply> {
  const row = await findAssessment(deps.db.read, assessmentId)
  const one = row ? await findCase(deps.db.read, row.case_id, toStamp(now)) : null
  const decision = one ? decide(actor, 'answer.correct', one, 3) : 'unreachable'
  if (!row || !one || decision === 'unreachable') return { kind: 'not_found' }
  if (decision === 'refused') return { kind: 'refused' }
  const last = await findLastAssessment(deps.db.read, one.id)
  if (!last || one.state !== 'open') return { kind: 'redirect', to: `/cases/${one.id}` }
  return last.id === row.id ? { row, one } : { kind: 'redirect', to: `/assessments/${last.id}/answers` }
}

function itemOf({ deps }: Context<unknown, unknown>, row: AssessmentRow, code: string): BankItem | null {
  const { procedure } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const item = bankOrThrow(deps.questionnaires, procedure.bank).items.find(each => each.code === code)
  return item && isCorrectable(item) ? item : null
}

async function send(context: Context<z.output<typeof ofItem>, z.output<typeof fields>>): Promise<Reply> {
  const { deps, actor, params, body, now } = context
  const found = await reach(context, params.id)
  if ('kind' in found) return found
  const item = itemOf(context, found.row, params.item)
  if (!item) return { kind: 'not_found' }
  const answers: Record<string, unknown> = {}
  for (const code of new Set([item.code, ...Object.keys(body).map(name => name.split('.')[0] ?? name)])) {
    const asked = itemOf(context, found.row, code)
    const read = asked && readAnswer(asked, body)
    if (read) answers[code] = read
  }
  const reason = typeof body['reason'] === 'string' ? body['reason'] : ''
  const done = await correctAnswer({ ...deps, now }, actor, { assessmentId: params.id, answers, reason })
  if (done.ok) return { kind: 'redirect', to: `/assessments/${done.value.assessmentId}` }
  return refusalOf(done.faults) ?? answerPage(context, found.row, item, { fields: body, faults: done.faults })
}

export const answerRoutes = [
  route({
    method: 'get',
    path,
    permission: 'answer.correct',
    audit: { read: 'assessment.viewed' },
    params: z.strictObject({ id }),
    body: none,
    handler: async context => {
      const found = await reach(context, context.params.id)
      return 'kind' in found ? found : answersPage(context, found.row, found.one)
    },
  }),
  route({
    method: 'get',
    path: `${path}/:item`,
    permission: 'answer.correct',
    audit: { read: 'assessment.viewed' },
    params: ofItem,
    body: none,
    handler: async context => {
      const found = await reach(context, context.params.id)
      if ('kind' in found) return found
      const item = itemOf(context, found.row, context.params.item)
      return item ? answerPage(context, found.row, item, null) : { kind: 'not_found' }
    },
  }),
  route({
    method: 'post',
    path: `${path}/:item`,
    permission: 'answer.correct',
    audit: { change: 'answer.corrected' },
    params: ofItem,
    body: fields,
    handler: send,
  }),
]
