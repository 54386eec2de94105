import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { deleteShelterReader } from '../../storage/provider-store.ts'
import type { CommandDeps } from '../deps.ts'
import { changeShelter, reachShelter } from './change-shelter.ts'

/** From the next page on this person sees the place no longer. */
export async function removeShelterReader(
  deps: CommandDeps,
  actor: Actor,
  { accountId }: { readonly accountId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachShelter(deps.db.read, actor)
  if (!reached.ok) return reached
  return changeShelter(deps, actor, reached.value, async tx => {
    await deleteShelterReader(tx, reached.value.id, accountId)
    return { action: 'shelter_reader.removed', details: { account: accountId } }
  })
}
