import type { Actor } from '../../domain/access/decide.ts'
import { updateSittingItem } from '../../storage/conference-agenda.ts'
import { insertItemReader } from '../../storage/conference-reader.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { settleResearchWork } from './commission-work.ts'
import { speakersOf } from './reach-sitting.ts'

/** Closes an item to all but those who are named, one by one; who closes it is the first of them. */
export function closeItemTo(deps: CommandDeps, actor: Actor, id: string, account: string) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    if (item.state === 'heard') throw new Refusal({ code: 'item_state' })
    if (!speakersOf(seats).includes(account)) throw new Refusal({ code: 'unknown_account', at: 'account' })
    const named = { item_id: id, region: item.region, named_at: toStamp(deps.now), named_by: actor.id }
    for (const account_id of new Set([actor.id, account])) await insertItemReader(tx, { ...named, account_id })
    await updateSittingItem(tx, id, { closed: 1 })
    await settleResearchWork(tx, id, toStamp(deps.now))
    const details = { item: id, account }
    const entry = { action: 'item_reader.named', subject: `case:${item.case_id}`, details }
    return { value: { sittingId: sitting.id }, entries: [entry] }
  })
}
