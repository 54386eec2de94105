import { permits } from '../../domain/access/roles.ts'
import { scopeOf } from '../../domain/access/scope.ts'
import { formatDeadline } from '../../i18n/formats.ts'
import { listReassessmentsDue } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { pageSize } from '../http/paging.ts'
import type { Context } from '../http/route.ts'
import { listApprovals } from '../raise/approvals.ts'

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

/** Own work waits for somebody else. */
async function approvalLines(context: Any): Promise<string[]> {
  const { actor, t } = context
  if (!permits(actor.role, 'raise.acknowledge')) return []
  const all = await listApprovals(context)
  const [lowerings, raises] = [all.lowerings, all.raises].map(list => list.filter(one => !one.own).length)
  return [
    ...(lowerings ? [t('day-lowerings', { count: lowerings })] : []),
    ...(raises ? [t('day-raises', { count: raises })] : []),
  ]
}
