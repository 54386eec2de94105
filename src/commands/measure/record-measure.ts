import { decide, type Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { nextDoing } from '../../domain/measure/next-doing.ts'
import { isOwnMeasure } from '../../domain/measure/is-own-measure.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { closeMeasure, findMeasure, insertMeasures, notePlace } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { measureRows } from '../assessment/build-rows.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export const measureOutcomes = ['done', 'not_needed', 'not_possible', 'not_done'] as const
export type MeasureOutcome = (typeof measureOutcomes)[number]

export type RecordedMeasure = { readonly id: string; readonly state: MeasureOutcome; readonly note: string }

const longestNote = 2000

/** Its doing is the completing of records, and no tick stands for that. */
const recordCheck = 'record_check'

/** Closes one's own measure that is due; whatever is not done needs a reason. */
export async function recordMeasure(
  deps: CommandDeps,
  actor: Actor,
  { id, state, note }: RecordedMeasure,
): Promise<Outcome<{ caseId: string }>> {
  const faults = checkNote(state, note.trim())
  if (faults.length > 0) return fail(...faults)
  const reached = await reach(deps, deps.db.read, actor, id, state)
  if (!reached.ok) return reached
  const { key_id, region, id: caseId } = reached.value
  const sealed_note = note.trim() === '' ? null : await deps.db.keys.seal(key_id, notePlace(id), note.trim())
  const closed = { state, sealed_note, closed_at: toStamp(deps.now), closed_by: actor.id }
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const still = await reach(deps, tx, actor, id, state)
    if (!still.ok) throw new Refusal(...still.faults)
    await closeMeasure(tx, id, closed)
    if (state !== 'not_needed') await planNext(tx, deps, still.value, id)
    const entry = { action: 'measure.recorded', subject: `case:${caseId}`, details: { measure: id, state } }
    return { value: succeed({ caseId }), entries: [entry] }
  })
}

/** A visit that repeats comes again, also where this one could not be made. */
async function planNext(tx: Source, deps: CommandDeps, one: CaseRow, id: string): Promise<void> {
  const [last, closed] = [await findLastAssessment(tx, one.id), await findMeasure(tx, id)]
  const category = categoryOrNull(one.category)
  if (!last || !closed || !category || one.state !== 'open') return
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const next = nextDoing(procedure, { code: closed.code, category }, deps.now, deps.calendar)
  if (!next) return
  const { id: case_id, region, district } = one
  const place = { case_id, assessment_id: last.id, region, district, opened_at: toStamp(deps.now) }
  await insertMeasures(tx, measureRows([next], place, deps.newId))
}

async function reach(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  id: string,
  state: MeasureOutcome,
): Promise<Outcome<CaseRow>> {
  if (!permits(actor.role, 'measure.record')) return refused()
  const measure = await findMeasure(db, id)
  const one = measure && (await findCase(db, measure.case_id, toStamp(deps.now)))
  if (!one) return notFound()
  const decision = decide(actor, 'measure.record', one, 3)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  if (!isOwnMeasure(actor.role, measure.owner_role)) return refused()
  if (measure.state !== 'due') return fail({ code: 'already_recorded' })
  const undone = state === 'done' && measure.code === recordCheck && (await hasOpenRecords(db, one.id))
  return undone ? fail({ code: 'records_unknown' }) : succeed(one)
}

/** What the databases did not tell when they were asked is open no longer. */
async function hasOpenRecords(db: Source, caseId: string): Promise<boolean> {
  const last = await findLastAssessment(db, caseId)
  return last !== null && last.result.recordsUnknown.length > 0 && last.facts['records_checked'] !== true
}

function checkNote(state: MeasureOutcome, note: string): Fault[] {
  if (state !== 'done' && note === '') return [{ code: 'note_missing', at: 'note' }]
  return note.length > longestNote ? [{ code: 'too_long', at: 'note', details: { at_most: longestNote } }] : []
}
