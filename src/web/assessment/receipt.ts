import { decide, type Actor } from '../../domain/access/decide.ts'
import { partsOf } from '../../domain/questionnaire/condition.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
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

/** Whether the result is shown as a receipt alone, of a case that is closed to its reader. */
export function isReceipt({ actor }: Context<unknown, unknown>, one: CaseRow): boolean {
  return decide(actor, 'assessment.view', one, 0) === 'unreachable'
}

/** A receipt as of a first call: what the register knew before, told by others, stands nowhere in it. */
export function asFirst(row: AssessmentRow, { rules, listing }: Procedure): AssessmentRow {
  const { result } = row
  const fromRegister = new Set(
    rules.filter(rule => rule.kind === 'condition' && asksRegister(rule)).map(rule => rule.code),
  )
  const untold = new Set(listing.criteria.filter(each => each.condition && asksRegister(each)).map(each => each.code))
  return {
    ...row,
    kind: 'first',
    prompt: null,
    supersedes_id: null,
    follows_id: null,
    changed: [],
    result: {
      ...result,
      reasons: result.reasons.filter(reason => !fromRegister.has(reason.rule)),
      listing: { ...result.listing, reasons: result.listing.reasons.filter(code => !untold.has(code)) },
    },
  }
}

/** What the program counts beside the answers of this interview. */
function asksRegister({ condition }: { readonly condition?: Procedure['listing']['criteria'][number]['condition'] }) {
  return condition !== undefined && partsOf(condition).some(part => 'fact' in part)
}
