import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { insertShelterReader, listShelterCandidates } from '../../storage/provider-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changeShelter, reachShelter } from './change-shelter.ts'

/** Names one person who may see where the shelter stands: of the organisation, or the region's coordinator. */
export async function nameShelterReader(
  deps: CommandDeps,
  actor: Actor,
  { accountId }: { readonly accountId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachShelter(deps.db.read, actor)
  if (!reached.ok) return reached
  const candidates = await listShelterCandidates(deps.db.read, reached.value)
  if (!candidates.some(one => one.id === accountId)) return fail({ code: 'unknown_account', at: 'account' })
  const { id, region } = reached.value
  const named = { named_at: toStamp(deps.now), named_by: actor.id }
  return changeShelter(deps, actor, reached.value, async tx => {
    await insertShelterReader(tx, { provider_id: id, account_id: accountId, region, ...named })
    return { action: 'shelter_reader.named', details: { account: accountId } }
  })
}
