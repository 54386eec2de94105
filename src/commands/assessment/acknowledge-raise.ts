import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { acknowledgeRow, findCategoryRaise } from '../../storage/category-raise-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { reachApproval } from './reach-approval.ts'

/**
 * The unit head has seen a raise, not the one who made it. It counted before and counts after; seeing it twice is seeing
 * it once.
 */
export async function acknowledgeRaise(
  deps: CommandDeps,
  actor: Actor,
  raiseId: string,
): Promise<Outcome<{ caseId: string }>> {
  const known = await findCategoryRaise(deps.db.read, raiseId)
  if (!known) return notFound()
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const raised = { caseId: known.case_id, makers: [known.raised_by] }
    takeOrRefuse(await reachApproval(deps, tx, actor, 'raise.acknowledge', raised))
    const row = await findCategoryRaise(tx, raiseId)
    if (!row || row.acknowledged_at !== null) throw new Refusal({ code: 'already_acknowledged' })
    await acknowledgeRow(tx, raiseId, toStamp(deps.now), actor.id)
    const entry = { action: 'raise.acknowledged', subject: `case:${row.case_id}`, details: { raise: raiseId } }
    return { value: succeed({ caseId: row.case_id }), entries: [entry] }
  })
}
