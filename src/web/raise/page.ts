import { permits } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { categories, rankOf } from '../../domain/questionnaire/procedure.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import { listApprovals, type Waiting } from './approvals.ts'

type Any = Context<unknown, unknown>
export type TypedRaise = { readonly category: string; readonly reason: string }

export async function raisePage(
  context: Any,
  row: AssessmentRow,
  one: CaseRow,
  typed: TypedRaise,
  faults: readonly Fault[],
): Promise<Reply> {
  const { t } = context
  const higher = categories.filter(code => rankOf(code) > rankOf(row.result.category))
  return {
    kind: 'page',
    view: 'assessment/raise',
    status: faults.length > 0 ? 422 : 200,
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('raise-title', { number: one.number }),
      ...(await wishesModel(context, one)),
      action: `/assessments/${row.id}/raise`,
      back: `/assessments/${row.id}`,
      now: t('raise-now', { category: t(`category-${row.category}`) }),
      faults: faults.map(fault => sayFault(fault, t)),
      reason: typed.reason,
      categories: higher.map(value => ({
        value,
        text: t(`category-${value}`),
        checked: value === typed.category || higher.length === 1,
      })),
    },
  }
}

/** What waits for the unit head: numbers, categories and times. The reasons stand with the assessments. */
export async function approvalsPage(context: Any, faults: readonly Fault[], typed: Record<string, string>) {
  const { actor, locale, t } = context
  const { lowerings, raises, corrections } = await listApprovals(context)
  const line = (one: Waiting) => ({
    id: one.id,
    number: one.number,
    href: permits(actor.role, 'assessment.view') ? `/assessments/${one.assessment_id}` : '',
    own: one.own,
    from: t(`category-${one.from_category}`),
    to: t(`category-${one.to_category}`),
  })
  return {
    kind: 'page',
    view: 'raise/approvals',
    status: faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: `approvals:${actor.district ?? actor.region}` },
    model: {
      title: t('approvals-title'),
      faults: faults.map(fault => sayFault(fault, t)),
      lowerings: lowerings.map(one => ({
        ...line(one),
        at: t('lowering-asked', { at: formatDateTime(one.asked_at, locale) }),
        reason: typed[one.id] ?? '',
        fault: faults.some(fault => fault.at === one.id),
      })),
      raises: raises.map(one => ({
        ...line(one),
        at: t('raise-made', { at: formatDateTime(one.raised_at, locale) }),
      })),
      corrections: corrections.map(one => ({
        id: one.id,
        number: one.number,
        own: one.own,
        href: permits(actor.role, 'correction.ask') ? `/cases/${one.case_id}/corrections` : '',
        what: one.kind === 'swap' ? t('correction-swap') : t(`correction-target-${one.target_kind}`),
        at: t('correction-asked-at', { at: formatDateTime(one.asked_at, locale) }),
        reason: typed[one.id] ?? '',
      })),
    },
  } as const
}
