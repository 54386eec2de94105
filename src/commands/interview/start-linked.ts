import type { Actor } from '../../domain/access/decide.ts'
import { prefillLinked } from '../../domain/assessment/prefill-answers.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { insertInterview, insertInterviewAnswers, type InterviewRow } from '../../storage/interview-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse } from '../refusal.ts'
import { draftExpiry } from './draft-expiry.ts'
import { openKnownAnswers, sealAnswers } from './prefilled.ts'

const permission = 'case.reassess'

/**
 * Starts an interview about a further perpetrator of the same incident: a case of its own, for each pair has its own
 * category. What is known of her and of the incident is taken over; nothing of the other perpetrator is.
 */
export async function startLinked(
  deps: CommandDeps,
  actor: Actor,
  { caseId }: { readonly caseId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const one = reached.value
  const key_id = await deps.db.keys.create('interview')
  const row = draftRow(deps, actor, { region: one.region, district: one.district, key_id })
  const { bank } = chooseDefinitions(deps.questionnaires, todayOf(deps))
  const kept = prefillLinked(bank, await openKnownAnswers(deps, one), todayOf(deps))
  const answers = await sealAnswers(deps, row, kept)
  const started = await changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    await insertInterview(tx, row)
    await insertInterviewAnswers(tx, answers)
    const entry = { action: 'linked_case.started', subject: `case:${caseId}`, details: { interview: row.id } }
    return { value: succeed({ id: row.id }), entries: [entry] }
  })
  if (!started.ok) await deps.db.keys.destroy(key_id)
  return started
}

function draftRow(
  deps: CommandDeps,
  actor: Actor,
  place: Pick<InterviewRow, 'region' | 'district' | 'key_id'>,
): InterviewRow {
  const at = toStamp(deps.now)
  const bank_version = chooseDefinitions(deps.questionnaires, todayOf(deps)).bank.version
  const times = { started_at: at, updated_at: at, expires_at: draftExpiry(deps.now) }
  const open = { assessment_id: null, case_id: null, prompt: null }
  return { id: deps.newId(), ...place, account_id: actor.id, bank_version, ...times, ...open }
}
