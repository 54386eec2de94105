import type { Actor } from '../../domain/access/decide.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { Context, Reply } from '../http/route.ts'

/** Leads to the result, as after every submission. */
export function receiptOf({ request }: Context<unknown, unknown>, assessmentId: string): Reply {
  request.session.receipt = assessmentId
  return { kind: 'redirect', to: `/assessments/${assessmentId}` }
}

/**
 * Who reads a result. The one who has just submitted it sees it once as everybody does, even where the case turned out
 * to be closed to them: anything else would tell them so. From the next look on it is closed.
 */
export function readerOf({ request, actor }: Context<unknown, unknown>, row: AssessmentRow): Actor {
  const first = request.session.receipt === row.id && row.submitted_by === actor.id
  delete request.session.receipt
  return first ? { ...actor, excluded: actor.excluded.filter(id => id !== row.case_id) } : actor
}
