import { tellsOfIncident } from '../../domain/assessment/prompt.ts'
import type { Target } from '../../domain/case/correction.ts'
import { listCaseAssessments, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findIncident, listIncidents } from '../../storage/case-store.ts'
import { listBreaches, listCaseOrders } from '../../storage/order-store.ts'
import type { Source } from '../../storage/scope-filter.ts'

/**
 * All that leaves the count with the target: an assessment takes its recomputations along, an incident the interviews
 * that told of it, an order and an incident what the program judged on the occasion of them, a case everything.
 */
export async function collectVoided(tx: Source, caseId: string, target: Target): Promise<Target[]> {
  const assessments = await listCaseAssessments(tx, caseId)
  const of = (ids: readonly string[]) => ids.map((id): Target => ({ kind: 'assessment', id }))
  switch (target.kind) {
    case 'assessment':
      return of(withRecomputed(assessments, [target.id]))
    case 'incident':
      return [target, ...of(await judgedByIncident(tx, assessments, target.id))]
    case 'order':
      return [target, ...of(await judgedByOrder(tx, assessments, caseId, target.id))]
    case 'case':
      return [target, ...of(assessments.map(row => row.id)), ...(await othersOf(tx, caseId))]
  }
}

/** These, and whatever recomputed one of them. */
function withRecomputed(assessments: readonly AssessmentRow[], ids: readonly string[]): string[] {
  const found = new Set(ids)
  for (const { id, supersedes_id } of assessments.toReversed())
    if (supersedes_id !== null && found.has(supersedes_id)) found.add(id)
  return [...found]
}

async function judgedByIncident(tx: Source, assessments: readonly AssessmentRow[], id: string): Promise<string[]> {
  const incident = await findIncident(tx, id)
  const tells = ({ kind, prompt }: AssessmentRow) =>
    kind === 'first' || (kind === 'reassessment' && tellsOfIncident(prompt ?? ''))
  const told = assessments.filter(row => row.incident_id === id && tells(row)).map(row => row.id)
  return [...new Set([...withRecomputed(assessments, told), ...judgedAt(assessments, [incident?.recorded_at ?? ''])])]
}

async function judgedByOrder(tx: Source, assessments: readonly AssessmentRow[], caseId: string, id: string) {
  const breaches = (await listBreaches(tx, caseId)).filter(breach => breach.order_id === id)
  return judgedAt(
    assessments,
    breaches.map(breach => breach.recorded_at),
  )
}

/** An event is judged in the very transaction that records it. */
function judgedAt(assessments: readonly AssessmentRow[], moments: readonly string[]): string[] {
  return assessments.filter(row => row.kind === 'event' && moments.includes(row.submitted_at)).map(row => row.id)
}

async function othersOf(tx: Source, caseId: string): Promise<Target[]> {
  const incidents = (await listIncidents(tx, caseId)).map(({ id }): Target => ({ kind: 'incident', id }))
  const orders = (await listCaseOrders(tx, caseId)).map(({ id }): Target => ({ kind: 'order', id }))
  return [...incidents, ...orders]
}
