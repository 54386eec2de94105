import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { clientPlace, updateClient } from '../../storage/client-store.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeClient, reachClient } from './change-client.ts'

const longestText = 1000

/** What concerns safety, written for the police of the case: beside the status it is all that they read. */
export async function tellSafety(
  deps: CommandDeps,
  actor: Actor,
  { id, ...told }: { readonly id: string; readonly safety: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  if (reached.value.case_id === null) return fail({ code: 'no_case_known', at: 'safety' })
  const text = checkTexts({ safety: told.safety }, longestText)
  if (!text.ok) return text
  const place = clientPlace(id, 'sealed_safety')
  const sealed_safety = await deps.db.keys.seal(reached.value.key_id, place, text.value.safety)
  return changeClient(deps, actor, reached.value, async tx => {
    await updateClient(tx, id, { sealed_safety })
    return { action: 'safety.told' }
  })
}
