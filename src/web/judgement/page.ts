import { prefillFactors } from '../../domain/assessment/score.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import { factorCodings, judgementLevels, type StructuredJudgement } from '../../domain/questionnaire/instrument.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import {
  findStructuredJudgement,
  openCodings,
  type StructuredCodings,
} from '../../storage/structured-judgement-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>
const periods = ['current', 'past'] as const

/** Fields are named `item.period` and `summary.part`. */
export function readCodings(fields: Readonly<Record<string, string>>): StructuredCodings {
  const items: Record<string, Record<string, string>> = {}
  const summary: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    const [item = '', period = ''] = name.split('.')
    if (item === 'summary') summary[period] = value
    else items[item] = { ...items[item], [period]: value }
  }
  return { items, summary }
}

/** Stored codings first; else what the interview shows as present. A «no» there is no «absent» here: scopes differ. */
async function codingsToShow(context: Any, row: AssessmentRow, bank: Bank, instrument: StructuredJudgement) {
  const { db } = context.deps
  const stored = await findStructuredJudgement(db.read, row.id, instrument.instrument)
  if (stored) return { codings: await openCodings(db, row.key_id, stored), stored: true }
  const { answers } = await openAssessment(db, row)
  const items: StructuredCodings['items'] = {}
  for (const factor of prefillFactors(instrument, pruneHidden(bank, answers), row.facts)) {
    const seen = periods.filter(period => factor[period] === 'yes').map(period => [period, 'present'] as const)
    items[factor.item] = Object.fromEntries(seen)
  }
  return { codings: { items, summary: {} }, stored: false }
}

export async function judgementFormPage(
  context: Any,
  { row, one }: { readonly row: AssessmentRow; readonly one: CaseRow },
  name: string,
  typed: Record<string, string> | null,
): Promise<Reply> {
  const { deps, locale, t } = context
  const { instruments, bank } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const instrument = instruments.find(one => one.instrument === name)
  if (instrument?.method !== 'structured_judgement') return { kind: 'not_found' }
  const shown = typed
    ? { codings: readCodings(typed), stored: true }
    : await codingsToShow(context, row, bank, instrument)
  const summary: Readonly<Record<string, string>> = shown.codings.summary
  const missing = typed ? instrument.summary.filter(part => !summary[part.code]) : []
  return {
    kind: 'page',
    view: 'judgement/form',
    status: typed ? 422 : 200,
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: instrument.title[locale],
      ...(await wishesModel(context, one)),
      purpose: instrument.purpose[locale],
      action: `/assessments/${row.id}/instruments/${name}`,
      prefilled: !shown.stored,
      faults: missing.map(part => ({
        at: `summary-${part.code}`,
        text: `${part.text[locale]}: ${t('fault-required')}`,
      })),
      groups: groupModels(context, instrument, shown.codings),
      summary: instrument.summary.map(part => ({
        code: part.code,
        text: part.text[locale],
        help: part.help?.[locale] ?? '',
        choices: judgementLevels.map(value => ({
          value,
          text: t(`judgement-level-${value}`),
          checked: summary[part.code] === value,
        })),
      })),
    },
  }
}

function groupModels({ locale, t }: Any, instrument: StructuredJudgement, { items }: StructuredCodings) {
  return instrument.groups.map(group => ({
    title: group.title[locale],
    factors: instrument.items
      .filter(item => item.group === group.code)
      .map(item => ({
        code: item.code,
        text: item.text[locale],
        help: [item.help?.[locale] ?? '', item.differs?.[locale] ?? ''].join(' ').trim(),
        periods: periods.map(period => ({
          name: `${item.code}.${period}`,
          text: instrument.periods[period][locale],
          choices: factorCodings.map(value => ({
            value,
            text: t(`coding-${value}`),
            checked: items[item.code]?.[period] === value,
          })),
        })),
      })),
  }))
}
