import { everyAgency, refusesSharing } from '../../domain/case/consent.ts'
import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertConsent, type ConsentRow } from '../../storage/consent-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { endUngrounded } from '../referral/sharing.ts'

export type Refusing = { readonly caseId: string; readonly region: string; readonly officer: string }

/** Her refusal in an interview as her word to every agency; null where she does not refuse. */
export function refusalRow(
  { newId, now }: Pick<CommandDeps, 'newId' | 'now'>,
  answers: Answers,
  { caseId, region, officer }: Refusing,
): ConsentRow | null {
  if (!refusesSharing(answers)) return null
  const word = { agency: everyAgency, state: 'refused', recorded_at: toStamp(now), recorded_by: officer }
  return { id: newId(), case_id: caseId, region, ...word }
}

export function entryOfRefusal({ case_id, agency, state }: ConsentRow): AuditEntry {
  return { action: 'consent.recorded', subject: `case:${case_id}`, details: { agency, state } }
}

/** In a later interview the refusal also ends what was shared by her consent. */
export async function refuseSharing(
  tx: Source,
  deps: Pick<CommandDeps, 'newId' | 'now'>,
  answers: Answers,
  refusing: Refusing,
): Promise<AuditEntry[]> {
  const row = refusalRow(deps, answers, refusing)
  if (!row) return []
  await insertConsent(tx, row)
  return [entryOfRefusal(row), ...(await endUngrounded(tx, refusing.caseId, deps.now))]
}
