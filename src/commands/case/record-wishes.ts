import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { casePlace, updateCase } from '../../storage/case-store.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'

/** In her words: what she wants, what or whom she fears, whom to talk to about it; empty where she has not said. */
export type ToldWishes = { readonly wishes: string; readonly fears: string; readonly talk: string }

const permission = 'wishes.record'
const longestText = 4000

/** What stands first on every page of the case from now on. What an interview was told stays in its assessment. */
export async function recordWishes(
  deps: CommandDeps,
  actor: Actor,
  { caseId, ...told }: ToldWishes & { readonly caseId: string },
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const checked = checkTexts(told, longestText)
  if (!checked.ok) return checked
  const { key_id, region } = reached.value
  const words = JSON.stringify(checked.value)
  const sealed_wishes = await deps.db.keys.seal(key_id, casePlace(caseId, 'sealed_wishes'), words)
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    await updateCase(tx, one.id, { sealed_wishes })
    return { value: succeed({ caseId }), entries: [{ action: 'wishes.recorded', subject: `case:${one.id}` }] }
  })
}
