import { permits } from '../../domain/access/roles.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import { findLoweringOf } from '../../storage/category-lowering-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Context } from '../http/route.ts'

/** What can be done with the last assessment of a case, and what waits for the head. */
export async function reassessModel(context: Context<unknown, unknown>, one: CaseRow, last: AssessmentRow | undefined) {
  const { deps, t } = context
  const lowering = last ? await findLoweringOf(deps.db.read, last.origin_id ?? last.id) : null
  const pending = lowering?.state === 'pending'
  const said = pending
    ? t('lowering-waits', {
        from: t(`category-${lowering.from_category}`),
        to: t(`category-${lowering.to_category}`),
      })
    : ''
  return { lowering: said, actions: last ? actionsOf(context, one, last, pending) : firstActions(context, one) }
}

/** Where no assessment stands any more a new one is all that can be done. */
function firstActions({ actor, t }: Context<unknown, unknown>, one: CaseRow) {
  const may = one.state === 'open' && permits(actor.role, 'case.reassess')
  return may ? [{ href: `/cases/${one.id}/reassessment`, text: t('reassess-open') }] : []
}

/** Only the last assessment of an open case is worked on; a new one reopens a case that was closed. */
export function actionsOf(
  { actor, t }: Context<unknown, unknown>,
  one: CaseRow,
  last: AssessmentRow,
  pending: boolean,
) {
  const may = (permission: Parameters<typeof permits>[1]) => permits(actor.role, permission)
  const again = may('case.reassess') ? [{ href: `/cases/${one.id}/reassessment`, text: t('reassess-open') }] : []
  if (one.state !== 'open') return again
  const unknown = last.result.recordsUnknown.length > 0
  return [
    ...(pending && may('lowering.decide') ? [{ href: '/approvals', text: t('approvals-title') }] : []),
    ...(unknown && may('record.complete')
      ? [{ href: `/assessments/${last.id}/records`, text: t('records-open') }]
      : []),
    ...(may('category.raise') && last.category !== 'extreme'
      ? [{ href: `/assessments/${last.id}/raise`, text: t('raise-open') }]
      : []),
    ...again,
    ...(may('answer.correct') ? [{ href: `/assessments/${last.id}/answers`, text: t('answers-open') }] : []),
  ]
}
