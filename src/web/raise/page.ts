import { scopeOf } from '../../domain/access/scope.ts'
import type { Fault } from '../../domain/fault.ts'
import { categories, rankOf } from '../../domain/questionnaire/procedure.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import { listPendingLowerings } from '../../storage/category-lowering-store.ts'
import { listOpenRaises } from '../../storage/category-raise-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { sayFault } from '../http/faults.ts'
import { pageSize } from '../http/paging.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>
export type TypedRaise = { readonly category: string; readonly reason: string }

export function raisePage(
  { t }: Any,
  row: AssessmentRow,
  one: CaseRow,
  typed: TypedRaise,
  faults: readonly Fault[],
): Reply {
  const higher = categories.filter(code => rankOf(code) > rankOf(row.result.category))
  return {
    kind: 'page',
    view: 'assessment/raise',
    status: faults.length > 0 ? 422 : 200,
    read: { region: row.region, subject: `assessment:${row.id}` },
    model: {
      title: t('raise-title', { number: one.number }),
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
  const { deps, actor, locale, t } = context
  const scope = scopeOf(actor, 'raise.acknowledge')
  const first = { limit: pageSize, offset: 0 }
  const [lowerings, raises] = await Promise.all([
    listPendingLowerings(deps.db.read, scope, first),
    listOpenRaises(deps.db.read, scope, first),
  ])
  const line = (one: { number: string; from_category: string; to_category: string; assessment_id: string }) => ({
    number: one.number,
    href: `/assessments/${one.assessment_id}`,
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
        id: one.id,
        at: t('lowering-asked', { at: formatDateTime(one.asked_at, locale) }),
        reason: typed[one.id] ?? '',
        fault: faults.some(fault => fault.at === one.id),
      })),
      raises: raises.map(one => ({
        ...line(one),
        id: one.id,
        at: t('raise-made', { at: formatDateTime(one.raised_at, locale) }),
      })),
    },
  } as const
}
