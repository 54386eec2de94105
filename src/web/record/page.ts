import type { Fault } from '../../domain/fault.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { partsOf, type Condition } from '../../domain/questionnaire/condition.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import type { Fields } from '../interview/form.ts'
import { itemModel } from '../interview/item-model.ts'

type Any = Context<unknown, unknown>

/** The record items that an assessment left unknown, and nothing else of the interview. */
export async function recordsPage(
  context: Any,
  row: AssessmentRow,
  one: CaseRow,
  typed: Fields | null,
  faults: readonly Fault[],
): Promise<Reply> {
  const { deps, locale, t } = context
  const { bank } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const draft = { answers: {} as never, prefilled: new Set<string>() }
  const said = faults.map(fault => sayFault(fault, t))
  const items = bank.items.filter(item => row.result.recordsUnknown.includes(item.code))
  const gate = items.find(item => items.some(other => other.when && hangsOn(other.when, item.code)))
  return {
    kind: 'page',
    view: 'assessment/records',
    status: faults.length > 0 ? 422 : 200,
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('records-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      action: `/assessments/${row.id}/records`,
      back: `/assessments/${row.id}`,
      faults: said,
      gate: gate ? t('records-gate', { question: gate.text[locale] }) : '',
      items: items.map(item => {
        const fault = said.find(each => each.at === item.code)?.text ?? ''
        const model = itemModel({ item, draft, typed, shown: true, fault, say: text => text?.[locale] ?? '', t })
        return { ...model, choices: model.choices.filter(isTold) }
      }),
    },
  }
}

function hangsOn(condition: Condition, code: string): boolean {
  return partsOf(condition).some(part => 'item' in part && part.item === code)
}

/** Records do not refuse an answer. */
function isTold({ value }: { readonly value: string }): boolean {
  return value !== 'refused'
}
