import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDeadline } from '../../i18n/formats.ts'
import { listPendingLowerings } from '../../storage/category-lowering-store.ts'
import { listOpenRaises } from '../../storage/category-raise-store.ts'
import { listReassessmentsDue } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { pageSize } from '../http/paging.ts'
import type { Context } from '../http/route.ts'

type Any = Context<unknown, unknown>
const first = { limit: pageSize, offset: 0 }
const aheadHours = 48

/** Reassessments that are due within two days or late, and what waits for the unit head. */
export async function dayAssessments(context: Any) {
  const { deps, actor, now, locale, t } = context
  const shown = permits(actor.role, 'case.reassess')
  const by = toStamp(now.add({ hours: aheadHours }))
  const scope = scopeOf(actor, 'case.reassess')
  const rows = shown ? await listReassessmentsDue(deps.db.read, scope, by, first) : []
  const at = toStamp(now)
  return {
    approvals: await approvalLines(context),
    reassessments: rows.map(row => ({
      href: `/cases/${row.id}/reassessment`,
      number: row.number,
      categoryText: t(`category-${row.category}`),
      due: formatDeadline(row.reassess_by, at, locale, t),
      late: row.reassess_by < at,
    })),
  }
}

async function approvalLines({ deps, actor, t }: Any): Promise<string[]> {
  if (!permits(actor.role, 'raise.acknowledge')) return []
  const scope = scopeOf(actor, 'raise.acknowledge')
  const [lowerings, raises] = await Promise.all([
    listPendingLowerings(deps.db.read, scope, first),
    listOpenRaises(deps.db.read, scope, first),
  ])
  return [
    ...(lowerings.length > 0 ? [t('day-lowerings', { count: lowerings.length })] : []),
    ...(raises.length > 0 ? [t('day-raises', { count: raises.length })] : []),
  ]
}
