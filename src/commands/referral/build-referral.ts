import type { Actor } from '../../domain/access/decide.ts'
import { answerDueAt, categoryOrThrow } from '../../domain/referral/referral-clock.ts'
import type { Party } from '../../domain/referral/party.ts'
import type { ReferralOrigin } from '../../domain/referral/referral.ts'
import { contentPlace, type ReferralContent, type ReferralRow } from '../../storage/referral-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { procedureOf } from './centre-rules.ts'

export type Sending = {
  readonly origin: ReferralOrigin
  readonly caseId: string | null
  readonly measureId: string | null
  readonly followsId: string | null
  readonly region: string
  readonly district: string
  readonly toId: string
  readonly kind: string
  readonly urgency: string
  readonly party: Party
  readonly ground: string
  readonly keyId: string
  readonly content: ReferralContent
}

/** The row of a new referral, its content sealed; the number is given inside the transaction. */
export async function buildReferral(
  deps: CommandDeps,
  actor: Actor,
  sending: Sending,
): Promise<Omit<ReferralRow, 'number'>> {
  const id = deps.newId()
  const { caseId, measureId, followsId, toId, keyId, content, ...rest } = sending
  const { crisis_centre: rules } = procedureOf(deps)
  const due = answerDueAt(rules, categoryOrThrow(sending.urgency), deps.now, deps.calendar)
  const answered = { answered_at: null, answered_by: null, refusal_reason: null, proposed_id: null }
  return {
    id,
    ...rest,
    case_id: caseId,
    measure_id: measureId,
    follows_id: followsId,
    from_id: actor.organisation,
    to_id: toId,
    state: 'sent',
    key_id: keyId,
    sealed_content: await deps.db.keys.seal(keyId, contentPlace(id), JSON.stringify(content)),
    sealed_ground: null,
    made_at: toStamp(deps.now),
    made_by: actor.id,
    answer_by: toStamp(due),
    ...answered,
    sealed_answer: null,
    sharing_ended_at: null,
  }
}
