import type { Actor } from '../../domain/access/decide.ts'
import { checkResearchAnswer, type ResearchAnswer } from '../../domain/conference/research.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { answerPlace, updateResearch } from '../../storage/conference-research.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'
import { checkLengths } from './check-texts.ts'
import { reachResearch } from './reach-research.ts'

/** The agency says what it knows or that it knows nothing; until the sitting is over it may say more. */
export async function answerResearch(
  deps: CommandDeps,
  actor: Actor,
  id: string,
  answer: ResearchAnswer,
): Promise<Outcome<{ id: string }>> {
  const { state, ...texts } = answer
  const faults = [...checkResearchAnswer(answer), ...checkLengths(texts)]
  const known = await reachResearch(deps.db.read, actor, id)
  if (!known.ok) return known
  if (!known.value.signed) return fail({ code: 'statement_missing' })
  if (faults.length > 0) return fail(...faults)
  const sealed_answer = await deps.db.keys.seal(known.value.item.key_id, answerPlace(id), JSON.stringify(texts))
  return changeOrRefuse(deps.db, contextOf(deps, actor, known.value.request.region), async tx => {
    const still = takeOrRefuse(await reachResearch(tx, actor, id))
    const answered = { answered_at: toStamp(deps.now), answered_by: actor.id }
    await updateResearch(tx, id, { state, sealed_answer, ...answered })
    await settleWorkItem(tx, 'research', id, answered.answered_at)
    const details = { request: id, state }
    const entry = { action: 'research.answered', subject: `case:${still.request.case_id}`, details }
    return { value: succeed({ id }), entries: [entry] }
  })
}
