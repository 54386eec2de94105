import type { Actor } from '../../domain/access/decide.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { goalPlace, insertGoal, type Goal } from '../../storage/client-work-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'

const longestText = 1000

/** A goal of her individual plan: what, who does it, by which local day. */
export async function setGoal(
  deps: CommandDeps,
  actor: Actor,
  { id, dueOn, ...told }: Goal & { readonly id: string; readonly dueOn: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const texts = checkTexts(told, longestText)
  if (!texts.ok) return texts
  if (texts.value.text === '') return fail({ code: 'required', at: 'text' })
  if (dueOn !== '' && !isDate(dueOn)) return fail({ code: 'invalid_date', at: 'due_on' })
  const goal = deps.newId()
  const text = JSON.stringify(texts.value)
  const sealed_goal = await deps.db.keys.seal(reached.value.key_id, goalPlace(goal), text)
  const set = { set_at: toStamp(deps.now), set_by: actor.id, settled_at: null }
  return changeClient(deps, actor, reached.value, async (tx, { region }) => {
    const due_on = dueOn === '' ? null : dueOn
    await insertGoal(tx, { id: goal, client_id: id, region, sealed_goal, due_on, state: 'open', ...set })
    return { action: 'goal.set', details: { goal } }
  })
}
