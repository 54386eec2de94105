import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { validateAnswer, visibleItems, type Answer } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import {
  answerPlace,
  claimInterviewKey,
  deleteInterviewAnswer,
  openAnswers,
  touchInterview,
  upsertInterviewAnswer,
  type InterviewRow,
} from '../../storage/interview-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { bankOrThrow } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { draftExpiry } from './draft-expiry.ts'
import { draftExpired, findOwnDraft } from './own-interview.ts'

/**
 * Keeps one answer of the actor's own draft; null takes it back. A plain write: drafts are audited at start and at
 * submission, not at each answer.
 */
export async function saveAnswer(
  deps: CommandDeps,
  actor: Actor,
  interviewId: string,
  item: string,
  raw: unknown,
): Promise<Outcome<{ answer: Answer | null }>> {
  const found = await findOwnDraft(deps.db.read, actor, interviewId, toStamp(deps.now))
  if (!found.ok) return found
  if (raw === null) return clearAnswer(deps, actor, interviewId, item)
  const bank = bankOrThrow(deps.questionnaires, found.value.bank_version)
  const definition = bank.items.find(each => each.code === item)
  if (!definition) return fail({ code: 'unknown_item', at: item })
  if (definition.when && !(await isAsked(deps, bank, found.value, item))) return fail({ code: 'hidden_item', at: item })
  const checked = validateAnswer(definition, raw, todayOf(deps))
  return checked.ok ? storeAnswer(deps, actor, found.value, item, checked.value) : checked
}

async function isAsked(deps: CommandDeps, bank: Bank, interview: InterviewRow, item: string): Promise<boolean> {
  const visible = visibleItems(bank, await openAnswers(deps.db, interview))
  return visible.some(each => each.code === item)
}

async function storeAnswer(deps: CommandDeps, actor: Actor, interview: InterviewRow, item: string, answer: Answer) {
  const key = await keyOf(deps, interview)
  const sealed_answer = await deps.db.keys.seal(key, answerPlace(interview.id, item), JSON.stringify(answer))
  const row = { interview_id: interview.id, item, sealed_answer, answered_at: toStamp(deps.now), prefilled: 0 as const }
  return writeDraft(deps, actor, interview.id, answer, tx => upsertInterviewAnswer(tx, row))
}

/** The key is durable before any text that needs it; of two first answers at once, one key wins. */
async function keyOf(deps: CommandDeps, interview: InterviewRow): Promise<string> {
  if (interview.key_id !== null) return interview.key_id
  const made = await deps.db.keys.create('interview')
  const kept = await deps.db.write.transaction().execute(tx => claimInterviewKey(tx, interview.id, made))
  if (kept !== made) await deps.db.keys.destroy(made)
  return kept
}

async function clearAnswer(deps: CommandDeps, actor: Actor, interviewId: string, item: string) {
  return writeDraft(deps, actor, interviewId, null, tx => deleteInterviewAnswer(tx, interviewId, item))
}

async function writeDraft(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  answer: Answer | null,
  write: (tx: Source) => Promise<void>,
): Promise<Outcome<{ answer: Answer | null }>> {
  return deps.db.write.transaction().execute(async tx => {
    const at = toStamp(deps.now)
    const still = await findOwnDraft(tx, actor, id, at)
    if (!still.ok) return still
    if (!(await touchInterview(tx, id, at, draftExpiry(deps.now)))) return draftExpired()
    await write(tx)
    return succeed({ answer })
  })
}
