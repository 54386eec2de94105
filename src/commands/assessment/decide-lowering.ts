import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { pruneHidden } from '../../domain/questionnaire/answer.ts'
import { findAssessment, openAssessment } from '../../storage/assessment-store.ts'
import {
  decideRow,
  findCategoryLowering,
  reasonPlace,
  type CategoryLoweringRow,
} from '../../storage/category-lowering-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { definitionsOf } from './definitions.ts'
import { moveCase, type Move } from './move-case.ts'
import { reachApproval } from './reach-approval.ts'
import { faultOfState } from './reach-case.ts'
import { categoryOrNull } from './settle-result.ts'

export type LoweringDecision = { readonly id: string; readonly agrees: boolean; readonly reason: string }

const longestReason = 2000

/**
 * The unit head lets a category sink by one step, or leaves it and says why (procedure.md §4); another head or the
 * superior where the head made the assessment. The measures and the clock of the lower category begin with the agreement.
 */
export async function decideLowering(
  deps: CommandDeps,
  actor: Actor,
  { id, agrees, reason }: LoweringDecision,
): Promise<Outcome<{ caseId: string }>> {
  const faults = checkReason(agrees, reason.trim())
  const known = await findCategoryLowering(deps.db.read, id)
  if (!known) return notFound()
  const reached = await reach(deps, deps.db.read, actor, known)
  if (!reached.ok || faults.length > 0) return reached.ok ? fail(...faults) : reached
  const sealed_reason = await sealReason(deps, reached.value, id, reason.trim())
  const move = await readMove(deps, known)
  const decided = { sealed_reason, decided_at: toStamp(deps.now), decided_by: actor.id }
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.region), async tx => {
    const one = takeOrRefuse(await reach(deps, tx, actor, known))
    if ((await findCategoryLowering(tx, id))?.state !== 'pending') throw new Refusal({ code: 'already_decided' })
    await decideRow(tx, id, { state: agrees ? 'agreed' : 'declined', ...decided })
    const details = { lowering: id, from: known.from_category, to: known.to_category }
    const action = agrees ? 'lowering.agreed' : 'lowering.declined'
    const entries: AuditEntry[] = [{ action, subject: `case:${one.id}`, details }]
    if (agrees) entries.push(...(await lower(tx, deps, one, move)))
    return { value: succeed({ caseId: one.id }), entries }
  })
}

/** Who judged and who completed the records of it afterwards both have a part in what is to be agreed. */
async function reach(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  { case_id: caseId, origin_id, asked_by }: CategoryLoweringRow,
): Promise<Outcome<CaseRow>> {
  const origin = await findAssessment(db, origin_id)
  const makers = [asked_by, ...(origin ? [origin.submitted_by] : [])]
  const reached = await reachApproval(deps, db, actor, 'lowering.decide', { caseId, makers })
  if (!reached.ok) return reached
  const fault = await faultOfState(db, reached.value)
  return fault ? fail(fault) : reached
}

function checkReason(agrees: boolean, reason: string): Fault[] {
  if (!agrees && reason === '') return [{ code: 'required', at: 'reason' }]
  return reason.length > longestReason ? [{ code: 'too_long', at: 'reason', details: { at_most: longestReason } }] : []
}

async function sealReason({ db }: CommandDeps, one: CaseRow, id: string, reason: string): Promise<string | null> {
  return reason === '' ? null : db.keys.seal(one.key_id, reasonPlace(id), reason)
}

type Ready = Omit<Move, 'one' | 'afresh' | 'restartsClock'>

async function readMove(deps: CommandDeps, row: CategoryLoweringRow): Promise<Ready> {
  const assessment = await findAssessment(deps.db.read, row.assessment_id)
  const stands = categoryOrNull(row.to_category)
  if (!assessment || !stands) throw new Error(`lowering ${row.id} names no assessment or no category`)
  const { procedure_name, procedure_version, result, facts, id: assessmentId } = assessment
  const { procedure, bank } = definitionsOf(deps.questionnaires, procedure_name, procedure_version)
  const { answers } = await openAssessment(deps.db, assessment)
  return { assessmentId, procedure, result, answers: pruneHidden(bank, answers), facts, stands }
}

function lower(tx: Source, deps: CommandDeps, one: CaseRow, ready: Ready): Promise<AuditEntry[]> {
  return moveCase(tx, deps, { ...ready, one, afresh: false, restartsClock: true })
}
