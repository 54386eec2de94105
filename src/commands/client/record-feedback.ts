import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { feedbackPlace, insertFeedback, type Feedback } from '../../storage/client-work-store.ts'
import { findDueFeedback } from '../../storage/feedback-work.ts'
import { closeMeasure, type MeasureRow } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { isOfConsented } from '../referral/sharing.ts'
import { Refusal } from '../refusal.ts'
import { changeClient, reachClient } from './change-client.ts'

const longestText = 4000

/** The task that waits for this file after a sitting; null for none, and once she lets the case be shared no longer. */
export async function findFeedbackDue(db: Source, row: ClientRow, now: Temporal.Instant): Promise<MeasureRow | null> {
  if (row.case_id === null || !(await isOfConsented(db, row, now))) return null
  return findDueFeedback(db, row.case_id)
}

/** What she was told of the sitting in plain words, and what she says of it; the task is done by it. */
export async function recordFeedback(
  deps: CommandDeps,
  actor: Actor,
  { id, ...said }: Feedback & { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const texts = checkTexts(said, longestText)
  if (!texts.ok) return texts
  const missing = Object.entries(texts.value).filter(([, text]) => text === '')
  if (missing.length > 0) return fail(...missing.map(([at]) => ({ code: 'required', at })))
  const feedback = deps.newId()
  const text = JSON.stringify(texts.value)
  const sealed_feedback = await deps.db.keys.seal(reached.value.key_id, feedbackPlace(feedback), text)
  const by = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
  return changeClient(deps, actor, reached.value, async (tx, row) => {
    const measure = await findFeedbackDue(tx, row, deps.now)
    if (!measure) throw new Refusal({ code: 'already_recorded' })
    const about = { client_id: id, case_id: measure.case_id, measure_id: measure.id, region: row.region }
    await insertFeedback(tx, { id: feedback, ...about, sealed_feedback, ...by })
    const closed = { state: 'done', sealed_note: null, closed_at: by.recorded_at, closed_by: actor.id }
    await closeMeasure(tx, measure.id, closed)
    const details = { measure: measure.id, state: 'done' }
    const others = [{ action: 'measure.recorded', subject: `case:${measure.case_id}`, details }]
    return { action: 'feedback.recorded', details: { feedback }, others }
  })
}
