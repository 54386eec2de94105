import { approvalScopeOf, isOwnWork } from '../../domain/access/decide-approval.ts'
import { listPendingCorrections } from '../../storage/correction-store.ts'
import { listPendingLowerings } from '../../storage/category-lowering-store.ts'
import { listOpenRaises } from '../../storage/category-raise-store.ts'
import { pageSize } from '../http/paging.ts'
import type { Context } from '../http/route.ts'

export type Waiting = {
  readonly id: string
  readonly number: string
  readonly assessment_id: string
  readonly from_category: string
  readonly to_category: string
  /** The reader has a part in it, and somebody else approves it. */
  readonly own: boolean
}

const first = { limit: pageSize, offset: 0 }

/** What the unit head, or the superior for a head's own work, has to see. */
export async function listApprovals({ deps, actor }: Context<unknown, unknown>) {
  const [lowerings, raises, corrections] = await Promise.all([
    listPendingLowerings(deps.db.read, approvalScopeOf(actor, 'lowering.decide'), first),
    listOpenRaises(deps.db.read, approvalScopeOf(actor, 'raise.acknowledge'), first),
    listPendingCorrections(deps.db.read, approvalScopeOf(actor, 'correction.decide'), first),
  ])
  return {
    lowerings: lowerings.map(one => ({ ...one, own: isOwnWork(actor, [{ id: one.asked_by }, { id: one.origin_by }]) })),
    raises: raises.map(one => ({ ...one, own: isOwnWork(actor, [{ id: one.raised_by }]) })),
    corrections: corrections.map(one => ({ ...one, own: isOwnWork(actor, [{ id: one.asked_by }]) })),
  }
}
