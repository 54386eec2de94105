import type { Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findMerge, insertMerge, mergePlace } from '../../storage/person-decision-store.ts'
import { findPerson, setMergedInto } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'
import { checkReason } from './check-reason.ts'
import { entriesOfPair } from './link-records.ts'
import { reachPerson } from './reach-person.ts'

/**
 * Takes a merge back: the two records are again what they were, and both steps stay in the history. The head of either
 * district may: parting two people shows nobody more.
 */
export async function unmergePeople(
  deps: CommandDeps,
  actor: Actor,
  { mergeId, reason }: { readonly mergeId: string; readonly reason: string },
): Promise<Outcome<{ id: string }>> {
  const checked = checkReason(reason)
  if (!checked.ok) return checked
  const found = await reachMerge(deps, deps.db.read, actor, mergeId)
  if (!found.ok) return found
  const { kept, merged, own } = found.value
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(kept.key_id, mergePlace(id), checked.value.reason)
  const row = { id, kept_id: kept.id, merged_id: merged.id, region: kept.region, action: 'undone', sealed_reason }
  const context = { ...contextOf(deps, actor, kept.region), region: [kept.region, merged.region] as const }
  return changeOrRefuse(deps.db, context, async tx => {
    const still = await reachMerge(deps, tx, actor, mergeId)
    if (!still.ok) throw new Refusal({ code: 'changed_meanwhile' })
    await setMergedInto(tx, merged.id, null)
    await insertMerge(tx, { ...row, done_at: toStamp(deps.now), done_by: actor.id })
    const entries = entriesOfPair('person.unmerged', { merge: id }, { kept, merged })
    return { value: succeed({ id: own }), entries }
  })
}

async function reachMerge(deps: CommandDeps, db: Source, actor: Actor, mergeId: string) {
  const merge = await findMerge(db, mergeId)
  const reached = await reachPerson(deps, db, actor, { id: merge?.kept_id ?? '', action: 'person.merge', tier: 3 })
  if (!reached.ok) return reached
  const [kept, merged] = [await findPerson(db, merge?.kept_id ?? ''), await findPerson(db, merge?.merged_id ?? '')]
  if (!kept || merged?.merged_into !== kept.id || merge?.action !== 'merged') return notFound<never>()
  return succeed({ kept, merged, own: reached.value.shown[0]?.id ?? kept.id })
}
