import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { reviveDelivery as revive } from '../../storage/notice-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

/** Sends what could not be delivered once more, from the first attempt. */
export async function reviveDelivery(deps: CommandDeps, actor: Actor, id: string): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'delivery.manage')) return refused()
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    if (!(await revive(tx, id, toStamp(deps.now)))) throw new Refusal({ code: 'not_found' })
    return { value: succeed({ id }), entries: [{ action: 'delivery.revived', subject: `delivery:${id}` }] }
  })
}
