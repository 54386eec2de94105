import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { mergePlace } from '../../storage/person-decision-store.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkReason } from './check-reason.ts'
import { linkRecords } from './link-records.ts'
import { reachPair, type Named } from './reach-pair.ts'

export type Merging = Named & { readonly reason: string }

/**
 * Lets one record stand for two, both of this head's district. Nothing moves: cases, names and phones stay with the
 * record that they were entered on, so that undoing takes the link away and leaves both as they were. What another
 * district knows is merged by proposal (`propose-merge.ts`).
 */
export async function mergePeople(deps: CommandDeps, actor: Actor, input: Merging): Promise<Outcome<{ id: string }>> {
  const checked = checkReason(input.reason)
  if (!checked.ok) return checked
  const pair = await reachPair(deps, deps.db.read, actor, input)
  if (!pair.ok) return pair
  const { kept, merged, beyond } = pair.value
  if (beyond) return fail({ code: 'other_district', at: 'other' })
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(kept.key_id, mergePlace(id), checked.value.reason)
  const context = { ...contextOf(deps, actor, kept.region), region: [kept.region, merged.region] as const }
  return changeOrRefuse(deps.db, context, async tx => {
    const still = await reachPair(deps, tx, actor, { keptId: kept.id, mergedId: merged.id })
    if (!still.ok || still.value.beyond || still.value.kept.id !== kept.id || still.value.merged.id !== merged.id) {
      throw new Refusal({ code: 'changed_meanwhile' })
    }
    const entries = await linkRecords(tx, deps, actor, { id, kept, merged, sealed_reason })
    return { value: succeed({ id: kept.id }), entries }
  })
}
