import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { locationPlace, updateProvider } from '../../storage/provider-store.ts'
import type { CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeShelter, reachShelter } from './change-shelter.ts'

const longestText = 500

/** Where the shelter stands: sealed, for those who are named. */
export async function recordLocation(
  deps: CommandDeps,
  actor: Actor,
  told: { readonly location: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachShelter(deps.db.read, actor)
  if (!reached.ok) return reached
  const text = checkTexts({ location: told.location }, longestText)
  if (!text.ok) return text
  if (text.value.location === '') return fail({ code: 'required', at: 'location' })
  const { id, key_id } = reached.value
  const sealed_location = await deps.db.keys.seal(key_id, locationPlace(id), text.value.location)
  return changeShelter(deps, actor, reached.value, async tx => {
    await updateProvider(tx, id, { sealed_location })
    return { action: 'shelter.recorded' }
  })
}
