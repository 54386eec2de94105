import type { Actor } from '../../domain/access/decide.ts'
import { settleCategory } from '../../domain/assessment/settle-category.ts'
import { categories, type Category } from '../../domain/questionnaire/procedure.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import { findLoweringOf, insertCategoryLowering, supersedeLowerings } from '../../storage/category-lowering-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { openApproval } from '../follow-up/open-approval.ts'
import { moveCase, type Move } from './move-case.ts'

export type Result = Omit<Move, 'stands'> & {
  /** The interview's assessment that the result goes back to. */
  readonly originId: string
  /** The category of the case before that interview; null when it opened the case. */
  readonly stood: Category | null
}

/** Lets a new result count: at once, or as a lowering that waits for the unit head while the old category stands. */
export async function settleResult(tx: Source, deps: CommandDeps, actor: Actor, result: Result): Promise<AuditEntry[]> {
  const earlier = await findLoweringOf(tx, result.originId)
  const agreed = earlier?.state === 'agreed' ? categoryOrNull(earlier.to_category) : null
  await supersedeLowerings(tx, result.one.id, toStamp(deps.now))
  const settled = settleCategory(result.procedure, result.stood, result.result.category, agreed)
  const entries = await moveCase(tx, deps, { ...result, stands: settled.stands })
  if (!settled.lowering || !result.stood) return entries
  const lowering = { from: result.stood, to: settled.lowering, askedBy: actor.id }
  return [...entries, await askHead(tx, deps, result, lowering)]
}

/** Puts a lower category on the head's list. */
export async function askHead(
  tx: Source,
  deps: CommandDeps,
  { one, assessmentId: assessment_id, originId: origin_id }: Pick<Result, 'one' | 'assessmentId' | 'originId'>,
  { from, to, askedBy }: { readonly from: Category; readonly to: Category; readonly askedBy: string },
): Promise<AuditEntry> {
  const id = deps.newId()
  const place = { id, case_id: one.id, assessment_id, origin_id, region: one.region, district: one.district }
  const asked = { state: 'pending', asked_at: toStamp(deps.now), asked_by: askedBy }
  const open = { sealed_reason: null, decided_at: null, decided_by: null }
  await insertCategoryLowering(tx, { ...place, from_category: from, to_category: to, ...asked, ...open })
  const origin = await findAssessment(tx, origin_id)
  const makers = [askedBy, ...(origin ? [origin.submitted_by] : [])]
  await openApproval(tx, deps, { id: askedBy }, { kind: 'lowering', id, one, makers })
  return { action: 'lowering.requested', subject: `case:${one.id}`, details: { lowering: id, from, to } }
}

export function categoryOrNull(text: string | null): Category | null {
  return categories.find(each => each === text) ?? null
}
