import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { findOpenProposal, insertProposal, proposalPlace } from '../../storage/merge-proposal-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkReason } from './check-reason.ts'
import { entriesOfPair } from './link-records.ts'
import type { Merging } from './merge-people.ts'
import { reachPair } from './reach-pair.ts'

/** Asks the head of the other district whether two records are one person; nothing is merged before that head agrees. */
export async function proposeMerge(deps: CommandDeps, actor: Actor, input: Merging): Promise<Outcome<{ id: string }>> {
  const checked = checkReason(input.reason)
  if (!checked.ok) return checked
  const pair = await reachPair(deps, deps.db.read, actor, input)
  if (!pair.ok) return pair
  const { kept, merged, beyond } = pair.value
  if (!beyond) return fail({ code: 'own_district', at: 'other' })
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(kept.key_id, proposalPlace(id), checked.value.reason)
  const context = { ...contextOf(deps, actor, kept.region), region: [kept.region, merged.region] as const }
  return changeOrRefuse(deps.db, context, async tx => {
    const still = await reachPair(deps, tx, actor, { keptId: kept.id, mergedId: merged.id })
    const same = still.ok && still.value.kept.id === kept.id && still.value.merged.id === merged.id
    if (!same || still.value.beyond?.district !== beyond.district) throw new Refusal({ code: 'changed_meanwhile' })
    if (await findOpenProposal(tx, kept.id, merged.id)) throw new Refusal({ code: 'already_proposed', at: 'other' })
    await insertProposal(tx, {
      id,
      kept_id: kept.id,
      merged_id: merged.id,
      region: kept.region,
      district: actor.district ?? '',
      to_region: beyond.region,
      to_district: beyond.district,
      state: 'proposed',
      sealed_reason,
      proposed_at: toStamp(deps.now),
      proposed_by: actor.id,
      answered_at: null,
      answered_by: null,
    })
    const entries = entriesOfPair('person_merge.proposed', { proposal: id, to: beyond.district }, pair.value)
    return { value: succeed({ id: kept.id }), entries }
  })
}
