import { replayCategories, type JudgedStep } from '../../domain/assessment/replay-categories.ts'
import type { Settled } from '../../domain/assessment/settle-category.ts'
import { dueAt, sameDay } from '../../domain/calendar/due.ts'
import {
  insertAssessment,
  insertDefinitions,
  listStandingAssessments,
  type AssessmentRow,
} from '../../storage/assessment-store.ts'
import { findLoweringOf, listAgreedLowerings, supersedeLowerings } from '../../storage/category-lowering-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reassessBy } from '../assessment/judge-anew.ts'
import { moveCase } from '../assessment/move-case.ts'
import { askHead, categoryOrNull } from '../assessment/settle-result.ts'
import type { CommandDeps } from '../deps.ts'
import { judgeRemaining, type Remaining } from './judge-remaining.ts'
import { restoreAgenda } from './restore-agenda.ts'
import { withdrawItem } from './withdraw-item.ts'

/**
 * Brings category, measures and queue to where they would stand without what was voided. It is no lowering: the head has
 * agreed to the voiding itself. Without any assessment left the case keeps its last word and is to be assessed today.
 */
export async function restoreCase(tx: Source, deps: CommandDeps, one: CaseRow): Promise<AuditEntry[]> {
  const standing = await listStandingAssessments(tx, one.id)
  const last = standing.at(-1)
  if (!last) return leaveUnassessed(tx, deps, one)
  const remaining = await judgeRemaining(tx, deps, one, last)
  await insertRemaining(tx, remaining)
  const settled = replayCategories(remaining.definitions.procedure, [
    ...(await stepsOf(tx, one, standing)),
    ...(remaining.made ? [await stepOf(tx, one, remaining)] : []),
  ])
  if (!settled) throw new Error(`case ${one.id} lost its last assessment`)
  const { result, answers, facts, definitions, assessmentId } = remaining
  const judged = { one, assessmentId, procedure: definitions.procedure, result, answers, facts }
  const waits = await keepLowering(tx, deps, one, remaining, settled)
  const moved = await moveCase(tx, deps, { ...judged, stands: settled.stands, afresh: false, restartsClock: false })
  return [...waits, ...moved, ...(await restoreAgenda(tx, deps, one, remaining))]
}

async function leaveUnassessed(tx: Source, deps: CommandDeps, one: CaseRow): Promise<AuditEntry[]> {
  await supersedeLowerings(tx, one.id, toStamp(deps.now))
  await reassessBy(tx, one, toStamp(dueAt(deps.now, sameDay, deps.calendar)))
  return withdrawItem(tx, one, toStamp(deps.now))
}

async function insertRemaining(tx: Source, { made, definitions }: Remaining): Promise<void> {
  if (!made) return
  await insertAssessment(tx, made)
  const used = definitions.used.map(each => ({ assessment_id: made.id, region: made.region, ...each }))
  await insertDefinitions(tx, used, made.submitted_at)
}

async function stepsOf(tx: Source, one: CaseRow, rows: readonly AssessmentRow[]): Promise<JudgedStep[]> {
  const agreed = await agreedOf(tx, one)
  return rows.map(row => {
    const originId = row.origin_id ?? row.id
    const category = categoryOrNull(row.category) ?? row.result.category
    return { kind: row.kind, originId, category, agreed: agreed.get(originId) ?? null }
  })
}

async function stepOf(tx: Source, one: CaseRow, { result, originId }: Remaining): Promise<JudgedStep> {
  const agreed = (await agreedOf(tx, one)).get(originId) ?? null
  return { kind: 'void', originId, category: result.category, agreed }
}

async function agreedOf(tx: Source, one: CaseRow) {
  const rows = await listAgreedLowerings(tx, one.id)
  return new Map(rows.map(row => [row.origin_id, categoryOrNull(row.to_category)]))
}

/** A lowering that waited for the head still waits, now for what remains; one that was declined stays declined. */
async function keepLowering(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  { assessmentId, originId, officer }: Remaining,
  { stands, lowering }: Settled,
): Promise<AuditEntry[]> {
  const before = await findLoweringOf(tx, originId)
  await supersedeLowerings(tx, one.id, toStamp(deps.now))
  if (lowering === null || before?.state === 'declined') return []
  return [await askHead(tx, deps, { one, assessmentId, originId }, { from: stands, to: lowering, askedBy: officer })]
}
