import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { checkRefusal, type Refusal as RefusedWith } from '../../domain/referral/answer.ts'
import { moveReferral, referralStateOrThrow } from '../../domain/referral/referral.ts'
import { answerDueAt, categoryOrThrow } from '../../domain/referral/referral-clock.ts'
import { findProvider } from '../../storage/provider-store.ts'
import { answerPlace, updateReferral } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { procedureOf } from './centre-rules.ts'
import { reachAsReceiver } from './reach-referral.ts'
import { returnToSender } from './send-referral.ts'

const longestText = 2000

/** Refuses with a reason of the procedure's list and a proposal where to; the sender gets it back at once. */
export async function refuseReferral(
  deps: CommandDeps,
  actor: Actor,
  { id, reason, proposed, ...told }: RefusedWith & { readonly id: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachAsReceiver(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  const text = checkTexts({ explanation: told.explanation }, longestText)
  if (!text.ok) return text
  const { explanation } = text.value
  const faults = checkRefusal(procedureOf(deps).crisis_centre, { reason, explanation, proposed })
  if (faults.length > 0) return fail(...faults)
  const other = proposed === '' ? null : await findProvider(deps.db.read, proposed)
  if (proposed !== '' && (!other || other.id === actor.organisation)) {
    return fail({ code: 'unknown_organisation', at: 'proposed' })
  }
  const { key_id, region } = reached.value
  const sealed_answer = await deps.db.keys.seal(key_id, answerPlace(id), JSON.stringify({ explanation }))
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const still = takeOrRefuse(await reachAsReceiver(deps, tx, actor, id))
    const state = takeOrRefuse(moveReferral(referralStateOrThrow(still.state), 'refuse'))
    const answered = { state, answered_at: toStamp(deps.now), answered_by: actor.id }
    await updateReferral(tx, id, { ...answered, refusal_reason: reason, proposed_id: other?.id ?? null, sealed_answer })
    const { crisis_centre: rules } = procedureOf(deps)
    const due = answerDueAt(rules, categoryOrThrow(still.urgency), deps.now, deps.calendar)
    await returnToSender(tx, deps, still, toStamp(due))
    const entry = { action: 'referral.refused', subject: `referral:${id}`, details: { reason } }
    return { value: succeed({ id }), entries: [entry] }
  })
}
