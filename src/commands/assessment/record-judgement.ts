import { decide, type Actor } from '../../domain/access/decide.ts'
import { scoreCoded } from '../../domain/assessment/score.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import type { StructuredJudgement } from '../../domain/questionnaire/instrument.ts'
import { findAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { change } from '../../storage/change.ts'
import { toStamp } from '../../storage/stamp.ts'
import {
  codingsPlace,
  insertStructuredJudgement,
  type StructuredCodings,
} from '../../storage/structured-judgement-store.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { definitionsOf } from './definitions.ts'
import { faultOfState } from './reach-case.ts'

export type JudgementInput = StructuredCodings & { readonly assessmentId: string; readonly instrument: string }

/**
 * Stores a structured professional judgement (B-SAFER): every summary judgement is the officer's own and required;
 * factors may be omitted. Nothing is computed from them (instruments.md §2.2: no total, no cut-offs).
 */
export async function recordJudgement(
  deps: CommandDeps,
  actor: Actor,
  { assessmentId, instrument: name, items, summary }: JudgementInput,
): Promise<Outcome<{ assessmentId: string }>> {
  const row = await findAssessment(deps.db.read, assessmentId)
  const instrument = row && structuredOf(deps, row, name)
  if (!row || !instrument) return notFound()
  const faults = checkCodings(instrument, { items, summary })
  if (faults.length > 0) return fail(...faults)
  const ended = await faultOfEnd(deps, actor, row.case_id)
  if (ended) return fail(ended)
  const id = deps.newId()
  const sealed_codings = await deps.db.keys.seal(row.key_id, codingsPlace(id), JSON.stringify({ items, summary }))
  const { case_id, region } = row
  return change<Outcome<{ assessmentId: string }>>(deps.db, contextOf(deps, actor, region), async tx => {
    const one = await findCase(tx, case_id, toStamp(deps.now))
    const decision = one ? decide(actor, 'judgement.record', one, 3) : 'unreachable'
    const entry = { action: 'judgement.refused', subject: `assessment:${assessmentId}` }
    if (!one || decision !== 'allowed') {
      return { value: decision === 'refused' ? refused() : notFound(), entries: [entry] }
    }
    const fault = await faultOfState(tx, one)
    if (fault) return { value: fail(fault), entries: [entry] }
    const about = { assessment_id: assessmentId, case_id, region, instrument: name, version: instrument.version }
    const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
    await insertStructuredJudgement(tx, { id, ...about, sealed_codings, ...recorded })
    const details = { instrument: name, version: instrument.version }
    const recordedEntry = { action: 'judgement.recorded', subject: `assessment:${assessmentId}`, details }
    return { value: succeed({ assessmentId }), entries: [recordedEntry] }
  })
}

/** A case beyond reach has none: the change itself refuses that and says so in the log. */
async function faultOfEnd(deps: CommandDeps, actor: Actor, caseId: string): Promise<Fault | null> {
  const one = await findCase(deps.db.read, caseId, toStamp(deps.now))
  return one && decide(actor, 'judgement.record', one, 3) === 'allowed' ? faultOfState(deps.db.read, one) : null
}

function structuredOf(deps: CommandDeps, row: AssessmentRow, name: string): StructuredJudgement | null {
  const { instruments } = definitionsOf(deps.questionnaires, row.procedure_name, row.procedure_version)
  const found = instruments.find(one => one.instrument === name)
  return found?.method === 'structured_judgement' ? found : null
}

function checkCodings(instrument: StructuredJudgement, codings: StructuredCodings): Fault[] {
  const required = instrument.summary.filter(part => !codings.summary[part.code])
  const missing = required.map(part => ({ code: 'required', at: `summary.${part.code}` }))
  return [...missing, ...scoreCoded(instrument, codings).faults]
}
