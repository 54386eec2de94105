import type { Actor } from '../../domain/access/decide.ts'
import { moveItem } from '../../domain/conference/sitting-item.ts'
import { listItemReaders, listItems, updateSittingItem } from '../../storage/conference-agenda.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeSitting } from './change-sitting.ts'
import { endHearing } from './end-hearing.ts'
import { lackingQuorum, presidingAmong, readPresence } from './presence.ts'

/** Hears the consent agenda as one block: its cases go on with the plan that they have. Needs a quorum. */
export function agreeConsentAgenda(deps: CommandDeps, actor: Actor, id: string) {
  return changeSitting(deps, actor, 'sitting.manage', id, async (tx, { sitting, seats }) => {
    if (sitting.state !== 'open') throw new Refusal({ code: 'sitting_not_open' })
    const readers = await listItemReaders(tx, id)
    const items = (await listItems(tx, actor, id)).filter(item => {
      const named = item.closed === 0 || readers.get(item.id)?.includes(actor.id)
      return item.track === 'consent' && item.state === 'listed' && named
    })
    if (items.length === 0) throw new Refusal({ code: 'nothing_to_agree' })
    const presence = await readPresence(tx, id)
    const withChildren = items.some(item => item.with_children === 1)
    if ((await lackingQuorum(tx, sitting, presence, withChildren)).length > 0) {
      throw new Refusal({ code: 'vote_without_quorum' })
    }
    const presiding_id = presidingAmong(seats, sitting, presence, new Set())
    const entries: AuditEntry[] = []
    for (const item of items) {
      const state = moveItem(item.state, 'agree')
      if (!state) continue
      await updateSittingItem(tx, item.id, { state, heard_at: toStamp(deps.now), presiding_id })
      const details = { item: item.id }
      entries.push({ action: 'sitting_item.agreed', subject: `case:${item.case_id}`, details })
      entries.push(...(await endHearing(tx, deps, sitting, item)))
    }
    return { value: { agreed: items.length }, entries }
  })
}
