import type { Actor } from '../../domain/access/decide.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { Assessment } from '../../domain/assessment/assess.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Category } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import {
  findLastAssessment,
  insertAssessment,
  insertDefinitions,
  nextSerial,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { sealAssessment, type AssessmentWords } from './assessment-row.ts'
import type { Definitions } from './definitions.ts'
import { reachCaseOrRefuse } from './reach-case.ts'
import { categoryOrNull, settleResult } from './settle-result.ts'

export type Recomputation = {
  readonly kind: 'records' | 'raise' | 'event' | 'correction' | 'void'
  readonly permission: Permission
  /** The assessment whose place is taken; it must be the last of its case. */
  readonly row: AssessmentRow
  readonly definitions: Definitions
  readonly answers: Answers
  readonly facts: Facts
  readonly words: AssessmentWords
  readonly result: Assessment
  /** The category that a lower result is settled against; that before the interview where nothing is said. */
  readonly stood?: Category
  /** What else changes in the same transaction. */
  readonly beside: (tx: Source, one: CaseRow, made: StoredAssessmentRow) => Promise<AuditEntry[]>
}

/**
 * A new assessment of the same incident, with the same prior judgement, in the place of an earlier one. The earlier one
 * stays as it was; the head is asked only where the interview itself would have asked.
 */
export async function recomputeAssessment(
  deps: CommandDeps,
  actor: Actor,
  work: Recomputation,
): Promise<Outcome<{ assessmentId: string }>> {
  const { row, definitions, result } = work
  const serial = await nextSerial(deps.db.read, row.case_id)
  const made = await sealRecomputed(deps, actor.id, { ...work, serial })
  return changeOrRefuse(deps.db, contextOf(deps, actor, row.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, work.permission, row.case_id)
    if ((await findLastAssessment(tx, row.case_id))?.id !== row.id) throw new Refusal({ code: 'superseded' })
    await insertAssessment(tx, made)
    const used = definitions.used.map(each => ({ assessment_id: made.id, region: row.region, ...each }))
    await insertDefinitions(tx, used, made.submitted_at)
    const { answers, facts } = work
    const own = await work.beside(tx, one, made)
    const settled = await settleResult(tx, deps, actor, {
      one,
      assessmentId: made.id,
      originId: made.origin_id ?? made.id,
      procedure: definitions.procedure,
      result,
      answers,
      facts,
      stood: work.stood ?? categoryOrNull(row.stood_category),
      afresh: false,
      restartsClock: false,
    })
    return { value: succeed({ assessmentId: made.id }), entries: [...own, ...settled] }
  })
}

/** Sealed under the key of the case; what the earlier one said of its place is taken over. */
export async function sealRecomputed(
  deps: CommandDeps,
  officer: string,
  work: Omit<Recomputation, 'permission' | 'beside'> & { readonly serial: number },
): Promise<StoredAssessmentRow> {
  const { row, definitions, answers, facts, words, result, kind, serial } = work
  const { region, district, case_id: caseId, incident_id: incidentId, follows_id, prompt } = row
  const stood_category = work.stood ?? row.stood_category
  const before = { supersedes_id: row.id, origin_id: row.origin_id ?? row.id, follows_id, stood_category }
  const lineage = { kind, serial, ...before, prompt }
  const stored = { facts, raised_to: words.raise?.category ?? null, assessment: result, changed: row.changed }
  const place = { id: deps.newId(), caseId, incidentId, region, district, officer, at: deps.now }
  const priorCategory = categoryOrNull(row.prior_category) ?? row.result.category
  const said = { priorCategory, words, answers, result: stored, procedure: definitions.procedure, lineage }
  return sealAssessment(deps.db.keys, row.key_id, { ...place, ...said })
}
