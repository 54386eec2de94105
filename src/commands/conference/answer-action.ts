import type { Actor } from '../../domain/access/decide.ts'
import { decideOwnMatter } from '../../domain/access/decide-conference.ts'
import { checkActionAnswer, isOver, mayAnswer, type ActionAnswer } from '../../domain/conference/action.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { actionAnswerPlace, findAction, updateAction, type ActionRow } from '../../storage/conference-action.ts'
import { findSittingItem, type SittingItem } from '../../storage/conference-agenda.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { checkLengths } from './check-texts.ts'
import { speakersOfMatter } from './speakers-of-matter.ts'

export type AnsweredAction = {
  readonly id: string
  readonly state: ActionAnswer
  readonly result: string
  /** Number of the agency's own letter. */
  readonly letter: string
  readonly evidence: string
}

/** The agency says how far its instruction is: impossible and not done are never one. */
export async function answerAction(
  deps: CommandDeps,
  actor: Actor,
  { id, state, ...texts }: AnsweredAction,
): Promise<Outcome<{ id: string }>> {
  const faults = [...checkActionAnswer({ state, result: texts.result }), ...checkLengths(texts)]
  const known = await reachAction(deps.db.read, actor, id)
  if (!known.ok) return known
  if (faults.length > 0) return fail(...faults)
  const { action, item } = known.value
  const sealed_answer = await deps.db.keys.seal(item.key_id, actionAnswerPlace(id), JSON.stringify(texts))
  return changeOrRefuse(deps.db, contextOf(deps, actor, action.region), async tx => {
    const still = takeOrRefuse(await reachAction(tx, actor, id))
    if (!mayAnswer(still.action.state)) throw new Refusal({ code: 'action_over' })
    await updateAction(tx, id, { state, sealed_answer, answered_at: toStamp(deps.now), answered_by: actor.id })
    if (isOver(state)) await settleWorkItem(tx, 'action', id, toStamp(deps.now))
    const entry = { action: 'action.answered', subject: `case:${action.case_id}`, details: { action: id, state } }
    return { value: succeed({ id }), entries: [entry] }
  })
}

export type ReachedAction = { readonly action: ActionRow; readonly item: SittingItem }

/** An instruction as just read, if it was sent to the actor's seat. */
export async function reachAction(db: Source, actor: Actor, id: string): Promise<Outcome<ReachedAction>> {
  const action = await findAction(db, id)
  const item = action && (await findSittingItem(db, action.item_id))
  if (!item || action.state === 'draft' || action.seat_id === null) return notFound()
  const accounts = await speakersOfMatter(db, item, action.seat_id)
  const decision = decideOwnMatter(actor, 'action.answer', { caseId: action.case_id, accounts })
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  return succeed({ action, item })
}
