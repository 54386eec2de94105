import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { isUnseen } from '../../storage/case-people.ts'
import { findProposal, openProposalReason, settleProposal } from '../../storage/merge-proposal-store.ts'
import { mergePlace } from '../../storage/person-decision-store.ts'
import { findPerson, type PersonRow } from '../../storage/person-store.ts'
import { listRecordIds } from '../../storage/related-cases.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { entriesOfPair, linkRecords } from './link-records.ts'
import { reachPerson } from './reach-person.ts'
import { findFault } from './reach-pair.ts'

export type MergeAnswer = { readonly id: string; readonly agrees: boolean }

/** The head of the other district says whether it is one person; with the agreement the two records are merged. */
export async function answerMerge(
  deps: CommandDeps,
  actor: Actor,
  { id, agrees }: MergeAnswer,
): Promise<Outcome<{ id: string }>> {
  const found = await reachProposal(deps, deps.db.read, actor, id)
  if (!found.ok) return found
  const { proposal, kept, merged } = found.value
  const reason = await openProposalReason(deps.db, kept.key_id, proposal)
  const sealed_reason = await deps.db.keys.seal(kept.key_id, mergePlace(id), reason)
  const context = { ...contextOf(deps, actor, kept.region), region: [kept.region, merged.region] as const }
  return changeOrRefuse(deps.db, context, async tx => {
    const pair = takeOrRefuse(await reachProposal(deps, tx, actor, id))
    const answered = { answered_at: toStamp(deps.now), answered_by: actor.id }
    await settleProposal(tx, id, { state: agrees ? 'accepted' : 'refused', ...answered })
    const entries = entriesOfPair(
      'person_merge.answered',
      { proposal: id, answer: agrees ? 'agreed' : 'refused' },
      pair,
    )
    if (agrees) {
      await standApartOrRefuse(tx, actor, pair.kept.id, pair.merged.id)
      entries.push(...(await linkRecords(tx, deps, actor, { id, kept, merged, sealed_reason })))
    }
    return { value: succeed({ id: kept.id }), entries }
  })
}

/** The open proposal made to this head's district, about somebody whom the head reaches. */
export async function reachProposal(deps: Pick<CommandDeps, 'now'>, db: Source, actor: Actor, id: string) {
  if (!permits(actor.role, 'person.merge')) return refused<never>()
  const proposal = await findProposal(db, id)
  if (proposal?.state !== 'proposed' || proposal.to_district !== actor.district) return notFound<never>()
  const [kept, merged] = [await findPerson(db, proposal.kept_id), await findPerson(db, proposal.merged_id)]
  if (!kept || !merged) return notFound<never>()
  if (await isOneUnseen(db, actor, [kept, merged])) return notFound<never>()
  for (const one of [merged, kept]) {
    const person = await reachPerson(deps, db, actor, { id: one.id, action: 'person.merge', tier: 3 })
    if (person.ok) return succeed({ proposal, kept, merged, person: person.value })
  }
  return notFound<never>()
}

/** A proposal about somebody who is closed to this head is for another one to answer: nothing may tell of it. */
async function isOneUnseen(db: Source, { excluded }: Actor, pair: readonly PersonRow[]): Promise<boolean> {
  const unseen = pair.map(async ({ id }) => isUnseen(db, await listRecordIds(db, id), excluded))
  return (await Promise.all(unseen)).includes(true)
}

/** Both still stand for themselves, and nothing has come between that makes them two people. */
async function standApartOrRefuse(tx: Source, actor: Actor, keptId: string, mergedId: string): Promise<void> {
  const [kept, merged] = [await findPerson(tx, keptId), await findPerson(tx, mergedId)]
  if (!kept || !merged || kept.merged_into || merged.merged_into) throw new Refusal({ code: 'changed_meanwhile' })
  const fault = await findFault(tx, actor, kept, merged)
  if (fault) throw new Refusal({ code: fault === 'hidden' ? 'changed_meanwhile' : fault })
}
