import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Fault, type Outcome } from '../../domain/fault.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import { rankOf, type Category, type Procedure } from '../../domain/questionnaire/procedure.ts'
import {
  findAssessment,
  findSuperseding,
  openAssessment,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import { insertCategoryRaise } from '../../storage/category-raise-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import { openApproval } from '../follow-up/open-approval.ts'
import { checkRaise } from './check-submission.ts'
import { definitionsOf } from './definitions.ts'
import { judge } from './judge-answers.ts'
import { reachCase } from './reach-case.ts'
import { recomputeAssessment } from './recompute-assessment.ts'

const permission = 'category.raise'

export type RaiseInput = { readonly assessmentId: string; readonly category: Category; readonly reason: string }

/**
 * The officer's judgement raises a result, by a reason that names a fact; it never lowers (procedure.md, rule 11). It
 * counts at once and waits on the head's list to be acknowledged. The same raise sent twice is one.
 */
export async function raiseCategory(
  deps: CommandDeps,
  actor: Actor,
  input: RaiseInput,
): Promise<Outcome<{ assessmentId: string }>> {
  const row = await findAssessment(deps.db.read, input.assessmentId)
  if (!row) return notFound()
  const reached = await reachCase(deps, deps.db.read, actor, permission, row.case_id)
  if (!reached.ok) return reached
  const definitions = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const faults = checkInput(definitions.procedure, row, input)
  if (faults.length > 0) return fail(...faults)
  const { answers: earlier, concern } = await openAssessment(deps.db, row)
  const answers = pruneHidden(definitions.bank, earlier)
  const raise = { category: input.category, reason: input.reason.trim() }
  const result = judge({ definitions, answers, facts: row.facts, raise })
  const done = await recomputeAssessment(deps, actor, {
    kind: 'raise',
    permission,
    row,
    definitions,
    answers,
    facts: row.facts,
    words: { concern, raise },
    result,
    beside: (tx, one, made) => noteRaise(tx, deps, actor, one, made, row),
  })
  const overtaken = !done.ok && done.faults.some(fault => fault.code === 'superseded')
  return overtaken ? ownEarlier(deps, actor, row, input.category) : done
}

function checkInput(procedure: Procedure, row: AssessmentRow, { category, reason }: RaiseInput): Fault[] {
  const faults = checkRaise(procedure, reason)
  const higher = rankOf(category) > rankOf(row.result.category)
  return higher ? faults : [{ code: 'raise_not_allowed', at: 'category' }, ...faults]
}

async function noteRaise(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  made: StoredAssessmentRow,
  row: AssessmentRow,
): Promise<AuditEntry[]> {
  const id = deps.newId()
  const place = { id, case_id: one.id, assessment_id: made.id, region: one.region, district: one.district }
  const change = { from_category: row.category, to_category: made.category, origin_id: made.origin_id ?? made.id }
  const open = { acknowledged_at: null, acknowledged_by: null }
  await insertCategoryRaise(tx, { ...place, ...change, raised_at: made.submitted_at, raised_by: actor.id, ...open })
  await openApproval(tx, deps, actor, { kind: 'raise', id, one, makers: [actor.id] })
  const details = { raise: id, assessment: made.id, from: row.category, to: made.category }
  return [{ action: 'category.raised', subject: `case:${one.id}`, details }]
}

async function ownEarlier(deps: CommandDeps, actor: Actor, row: AssessmentRow, category: Category) {
  const next = await findSuperseding(deps.db.write, row.id)
  const own = next?.kind === 'raise' && next.submitted_by === actor.id && next.raised_to === category
  return own ? { ok: true as const, value: { assessmentId: next.id } } : fail<never>({ code: 'superseded' })
}
