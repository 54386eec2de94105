import type { Actor } from '../../domain/access/decide.ts'
import type { CommandDeps } from '../deps.ts'
import { Refusal } from '../refusal.ts'
import { changeItem } from './change-sitting.ts'
import { speakersOf } from './reach-sitting.ts'
import { shutOut } from './shut-out.ts'

/** The desk records that somebody of the commission is shut out of an item. */
export function declareConflict(deps: CommandDeps, actor: Actor, id: string, account: string) {
  return changeItem(deps, actor, 'sitting.manage', id, async (tx, { item, sitting, seats }) => {
    if (!speakersOf(seats).includes(account)) throw new Refusal({ code: 'unknown_account', at: 'account' })
    const entries = await shutOut(tx, deps, { item, sitting, seats, account, by: actor.id })
    return { value: { sittingId: sitting.id }, entries }
  })
}
