import type { Assessment } from '../../domain/assessment/assess.ts'
import { clockUnitOf, dueAt } from '../../domain/calendar/due.ts'
import { moveMeasures, type StandingMeasure } from '../../domain/measure/move-measures.ts'
import { planMeasures } from '../../domain/measure/plan.ts'
import type { Answers } from '../../domain/questionnaire/answer.ts'
import { rankOf, type Category, type Procedure } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { updateCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertMeasures, listCaseMeasures, moveMeasure, type MeasureRow } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { measureRows } from '../measure/measure-rows.ts'
import { reopenCase } from '../follow-up/reopen-case.ts'
import { moveReassessment, openReassessment } from '../follow-up/reassessment-work.ts'
import { categoryCriteria } from './agenda-rules.ts'
import { moveAgenda } from './move-agenda.ts'

export type Move = {
  /** The row as read in this transaction. */
  readonly one: CaseRow
  readonly assessmentId: string
  readonly procedure: Procedure
  readonly result: Assessment
  readonly answers: Answers
  readonly facts: Facts
  /** The category of the case from now on; the result's own, unless a lower one waits for the head. */
  readonly stands: Category
  readonly afresh: boolean
  readonly restartsClock: boolean
}

/** Gives a case its new category: its clock, its measures and its place in the queue follow. */
export async function moveCase(tx: Source, deps: CommandDeps, move: Move): Promise<AuditEntry[]> {
  const { one, stands, procedure } = move
  const standing = standingOf(move)
  const reopened = await reopenCase(tx, one, toStamp(deps.now))
  const changed = stands !== one.category
  const clock = dueAt(deps.now, procedure.reassessment[stands], deps.calendar)
  await updateCase(tx, one.id, {
    category: stands,
    category_rank: rankOf(stands),
    provisional: standing.provisional ? 1 : 0,
    ...((changed || move.restartsClock || reopened.length > 0) && { reassess_by: toStamp(clock) }),
  })
  const { unit } = procedure.reassessment[stands]
  const again = { ...one, reassess_by: toStamp(clock) }
  if (reopened.length > 0) await openReassessment(tx, again, unit, toStamp(deps.now))
  else if (changed || move.restartsClock) await moveReassessment(tx, one.id, toStamp(clock), unit)
  const details = { assessment: move.assessmentId, from: one.category, to: stands }
  const entries = changed ? [{ action: 'category.changed', subject: `case:${one.id}`, details }] : []
  return [
    ...reopened,
    ...entries,
    ...(await moveOpenMeasures(tx, deps, move, standing)),
    ...(await moveAgenda(tx, deps, move, standing)),
  ]
}

/** The result as it holds for the category that stands: while a lower one waits, the case is listed as before. */
function standingOf({ stands, result, procedure }: Move): Assessment {
  if (stands === result.category) return result
  const byCategory = procedure.listing.categories.includes(stands) ? categoryCriteria(procedure) : []
  const reasons = [...new Set([...byCategory, ...result.listing.reasons])]
  return { ...result, category: stands, provisional: false, listing: { listed: reasons.length > 0, reasons } }
}

async function moveOpenMeasures(tx: Source, deps: CommandDeps, move: Move, assessment: Assessment) {
  const { one, procedure, answers, facts, stands, assessmentId, afresh } = move
  const { now: at, calendar } = deps
  const falls = rankOf(stands) < one.category_rank
  const planned = planMeasures({ procedure, assessment, answers, facts, at, calendar })
  const standing = (await listCaseMeasures(tx, one.id)).map(toStanding)
  const moved = moveMeasures({ standing, planned, proposed: proposedAt(procedure, stands), at, falls, afresh })
  for (const { id, obligation, dueAt, unit } of moved.change)
    await moveMeasure(tx, id, { obligation, due_at: toStamp(dueAt), unit })
  await insertMeasures(tx, measureRows(deps, one, assessmentId, moved.add))
  const details = { assessment: assessmentId, added: moved.add.length, moved: moved.change.length }
  return [{ action: 'measure.moved', subject: `case:${one.id}`, details }]
}

/** What another event starts is not ended by a category either. */
function proposedAt(procedure: Procedure, stands: Category): ReadonlySet<string> {
  const own = procedure.measures.filter(each => each.starts !== undefined || each.by_category[stands])
  return new Set(own.map(each => each.code))
}

function toStanding({ id, code, obligation, state, due_at, unit }: MeasureRow): StandingMeasure {
  return { id, code, obligation, state, dueAt: Temporal.Instant.from(due_at), unit: clockUnitOf(unit) }
}
