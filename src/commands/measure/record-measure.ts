import { decide, type Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import type { MeasureEffect, MeasureEvidence } from '../../domain/measure/outcome.ts'
import { isOwnMeasure } from '../../domain/measure/is-own-measure.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { closeMeasure, findMeasure, notePlace } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { planNext } from './plan-next.ts'

export const measureOutcomes = ['done', 'not_needed', 'not_possible', 'not_done'] as const
export type MeasureOutcome = (typeof measureOutcomes)[number]

export type RecordedMeasure = {
  readonly id: string
  readonly state: MeasureOutcome
  readonly note: string
  /** A local minute; empty: just now. */
  readonly doneAt?: string
  readonly effect?: MeasureEffect | ''
  readonly evidence?: MeasureEvidence | ''
}

const longestNote = 2000

/** Its doing is the completing of records, and no tick stands for that. */
const recordCheck = 'record_check'

/** Closes one's own measure that is due; whatever is not done needs a reason. */
export async function recordMeasure(
  deps: CommandDeps,
  actor: Actor,
  recorded: RecordedMeasure,
): Promise<Outcome<{ caseId: string }>> {
  const { id, state, note } = recorded
  const doneAt = readDoneAt(deps, recorded)
  const faults = [...checkNote(state, note.trim()), ...doneAt.faults]
  if (faults.length > 0) return fail(...faults)
  const reached = await reach(deps, deps.db.read, actor, id, state)
  if (!reached.ok) return reached
  const { key_id, region, id: caseId } = reached.value
  const sealed_note = note.trim() === '' ? null : await deps.db.keys.seal(key_id, notePlace(id), note.trim())
  const told = { done_at: doneAt.at, effect: recorded.effect || null, evidence: recorded.evidence || null }
  const closed = { state, sealed_note, closed_at: toStamp(deps.now), closed_by: actor.id, ...told }
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const still = takeOrRefuse(await reach(deps, tx, actor, id, state))
    await closeMeasure(tx, id, closed)
    const { code = '' } = (await findMeasure(tx, id)) ?? {}
    if (state !== 'not_needed') await planNext(tx, deps, still, code)
    const entry = { action: 'measure.recorded', subject: `case:${caseId}`, details: { measure: id, state } }
    return { value: succeed({ caseId }), entries: [entry] }
  })
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

/** When it was really done; what is told later than it happened keeps its own time, and nothing is done in the future. */
function readDoneAt(
  deps: CommandDeps,
  { state, doneAt = '' }: RecordedMeasure,
): { at: string | null; faults: Fault[] } {
  if (state !== 'done' || doneAt === '') return { at: null, faults: [] }
  const done = readLocalMinute(doneAt, deps.calendar.zone)
  if (done === null) return { at: null, faults: [{ code: 'invalid_date', at: 'done_at' }] }
  const future = Temporal.Instant.compare(done, deps.now) > 0
  return { at: toStamp(done), faults: future ? [{ code: 'in_future', at: 'done_at' }] : [] }
}
