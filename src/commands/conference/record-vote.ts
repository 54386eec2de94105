import type { Actor } from '../../domain/access/decide.ts'
import { checkVote, type Vote } from '../../domain/conference/vote.ts'
import { updateSittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { loadExclusions, shutOutOf } from './exclusions.ts'
import { lackingForItem, readPresence } from './presence.ts'

/** Records how the commission voted on an item. Quorum and votes count only who may sit for it. */
export function recordVote(deps: CommandDeps, actor: Actor, id: string, votes: Vote) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    if (item.state !== 'open') throw new Refusal({ code: 'item_not_open' })
    const presence = await readPresence(tx, sitting.id)
    const readers = (await listItemReaders(tx, sitting.id)).get(id) ?? []
    const shutOut = shutOutOf(item, await loadExclusions(tx, seats), readers)
    const missing = await lackingForItem(tx, { sitting, seats }, presence, item, shutOut)
    if (missing.length > 0) throw new Refusal({ code: 'vote_without_quorum', at: 'vote' })
    const faults = checkVote(votes, presence.accounts.difference(shutOut).size)
    if (faults.length > 0) throw new Refusal(...faults)
    await updateSittingItem(tx, id, { votes })
    const entry = { action: 'vote.recorded', subject: `case:${item.case_id}`, details: { item: id, ...votes } }
    return { value: { itemId: id }, entries: [entry] }
  })
}
