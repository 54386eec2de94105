import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { isCorrectable } from '../../commands/assessment/correct-answer.ts'
import type { Fault } from '../../domain/fault.ts'
import { pruneHidden, visibleItems } from '../../domain/questionnaire/answer.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { answerWords } from '../assessment/answer-words.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { itemModel } from '../interview/item-model.ts'
import type { Fields } from '../interview/form.ts'

type Any = Context<unknown, unknown>

/** The answers that a score rests on, each with the way to its correction. */
export async function answersPage(context: Any, row: AssessmentRow, one: CaseRow): Promise<Reply> {
  const { deps, locale, t } = context
  const { bank } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { answers } = await openAssessment(deps.db, row)
  const items = visibleItems(bank, pruneHidden(bank, answers)).filter(isCorrectable)
  return {
    kind: 'page',
    view: 'answer/answers',
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('answers-title', { number: one.number }),
      back: `/assessments/${row.id}`,
      rows: items.map(item => ({
        question: item.text[locale],
        answer: answerWords(context, item, answers[item.code]),
        href: `/assessments/${row.id}/answers/${item.code}`,
      })),
    },
  }
}

export type TypedCorrection = { readonly fields: Fields; readonly faults: readonly Fault[] }

/** One answer as it stands, and those that its correction brings up, with the reason. */
export async function answerPage(
  context: Any,
  row: AssessmentRow,
  item: BankItem,
  typed: TypedCorrection | null,
): Promise<Reply> {
  const { deps, locale, t } = context
  const { bank } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const { answers } = await openAssessment(deps.db, row)
  const said = (typed?.faults ?? []).map(fault => sayFault(fault, t))
  const asked = bank.items.filter(each => each === item || said.some(fault => fault.at === each.code))
  const draft = { answers: pruneHidden(bank, answers), prefilled: new Set<string>() }
  const reason = typed?.fields['reason']
  return {
    kind: 'page',
    view: 'answer/answer',
    status: typed ? 422 : 200,
    at: `/assessments/${row.id}/answers/${item.code}`,
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('answer-title'),
      action: `/assessments/${row.id}/answers/${item.code}`,
      back: `/assessments/${row.id}/answers`,
      now: t('answer-now', { answer: answerWords(context, item, answers[item.code]) }),
      faults: said,
      reason: typeof reason === 'string' ? reason : '',
      reasonFault: said.find(fault => fault.at === 'reason')?.text ?? '',
      items: asked.map(each => {
        const fault = said.find(one => one.at === each.code)?.text ?? ''
        const fields = typed?.fields ?? null
        return itemModel({ item: each, draft, typed: fields, shown: true, fault, say: text => text?.[locale] ?? '', t })
      }),
    },
  }
}
