import type { Actor } from '../../domain/access/decide.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { endHearing } from './end-hearing.ts'
import { loadExclusions, shutOutOf } from './exclusions.ts'
import { lackingForItem, presidingAmong, readPresence } from './presence.ts'

/**
 * Hears the consent agenda as one block: its cases go on with the plan that they have. Each needs a quorum of those who
 * may sit for it, and somebody who may preside over it. What has become worse since it was put there is left for discussion.
 */
export function agreeConsentAgenda(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting, seats }) => {
    if (sitting.state !== 'open') throw new Refusal({ code: 'sitting_not_open' })
    const readers = await listItemReaders(tx, id)
    const items = (await listItems(tx, actor, id)).filter(item => {
      const named = item.closed === 0 || readers.get(item.id)?.includes(actor.id)
      const worse = item.category === 'extreme' || item.category_rank > item.placed_rank
      return item.track === 'consent' && item.state === 'listed' && named && !worse
    })
    if (items.length === 0) throw new Refusal({ code: 'nothing_to_agree' })
    const presence = await readPresence(tx, id)
    const exclusions = await loadExclusions(tx, seats)
    const entries: AuditEntry[] = []
    for (const item of items) {
      const state = moveItem(item.state, 'agree')
      if (!state) continue
      const shutOut = shutOutOf(item, exclusions, readers.get(item.id) ?? [])
      const missing = await lackingForItem(tx, { sitting, seats }, presence, item, shutOut)
      if (missing.length > 0) throw new Refusal({ code: 'vote_without_quorum' })
      const presiding_id = presidingAmong(seats, sitting, presence, shutOut)
      if (!presiding_id) throw new Refusal({ code: 'no_presiding' })
      const { category, category_rank } = item
      const heard = { state, category, category_rank, heard_at: toStamp(deps.now), presiding_id }
      await updateSittingItem(tx, item.id, heard)
      const details = { item: item.id }
      entries.push({ action: 'sitting_item.agreed', subject: `case:${item.case_id}`, details })
      entries.push(...(await endHearing(tx, deps, item)))
    }
    return { value: { agreed: items.length }, entries }
  })
}
