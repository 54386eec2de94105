import { decide } from '../../domain/access/decide.ts'
import type { Permission, Tier } from '../../domain/access/roles.ts'
import { findAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>
type Answer = Reply | Promise<Reply>

/** What is asked of a case, and the tier of what its page holds. */
type OfCase = { readonly action: Permission; readonly caseId: string; readonly tier?: Tier }
type OfAssessment = { readonly action: Permission; readonly assessmentId: string }

/** The page of a case as just read, for whoever may do this to it. */
export async function showCase(
  { deps, actor, now }: Any,
  { action, caseId, tier = 3 }: OfCase,
  page: (one: CaseRow) => Answer,
): Promise<Reply> {
  const one = await findCase(deps.db.read, caseId, toStamp(now))
  const decision = one ? decide(actor, action, one, tier) : 'unreachable'
  if (!one || decision === 'unreachable') return { kind: 'not_found' }
  return decision === 'refused' ? { kind: 'refused' } : page(one)
}

/** The same for a page of one of its assessments. */
export async function showAssessment(
  context: Any,
  { action, assessmentId }: OfAssessment,
  page: (row: AssessmentRow, one: CaseRow) => Answer,
): Promise<Reply> {
  const row = await findAssessment(context.deps.db.read, assessmentId)
  return row ? showCase(context, { action, caseId: row.case_id }, one => page(row, one)) : { kind: 'not_found' }
}
