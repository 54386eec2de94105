import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { handOverItems } from '../../storage/work-item-store.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export type HandingOver = { readonly from: string; readonly to: string }

/** The head gives a person's cases and open work to somebody else of the unit, in one piece: nothing lies between. */
export async function handOverWork(
  deps: CommandDeps,
  actor: Actor,
  { from, to }: HandingOver,
): Promise<Outcome<{ items: number }>> {
  if (!permits(actor.role, 'work.hand_over')) return refused()
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const faults = [await faultOf(tx, actor, from, 'from', false), await faultOf(tx, actor, to, 'to', true)]
    if (from === to) faults.push({ code: 'unknown_account', at: 'to' })
    const found = faults.filter(fault => fault !== null)
    if (found.length > 0) throw new Refusal(...found)
    const moved = await handOverItems(tx, { from, to, district: actor.district ?? '' })
    const details = { to, items: moved.items, cases: moved.cases }
    const entry = { action: 'work.handed_over', subject: `account:${from}`, details }
    return { value: succeed({ items: moved.items }), entries: [entry] }
  })
}

async function faultOf(tx: Source, actor: Actor, id: string, at: string, works: boolean): Promise<Fault | null> {
  const account = await findAccount(tx, id)
  const own = account?.organisation_id === actor.organisation && account.district === actor.district
  const fits = !works || (account?.active === 1 && (account.role === 'inspector' || account.role === 'head'))
  return own && fits ? null : { code: 'unknown_account', at }
}
