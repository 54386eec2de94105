import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { layWorkItem, workItemId } from '../../storage/work-item-store.ts'
import { contextOf, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { reachTransfer } from './answer-transfer.ts'

export type Entrusted = { readonly id: string; readonly to: string }

/** The head names the inspector of the unit who answers a proposed case; the clock of the answer runs on. */
export async function entrustTransfer(
  deps: CommandDeps,
  actor: Actor,
  { id, to }: Entrusted,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'transfer.entrust')) return refused()
  const reached = await reachTransfer(deps, deps.db.read, actor, id)
  if (!reached.ok) return reached
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.to_region), async tx => {
    const still = takeOrRefuse(await reachTransfer(deps, tx, actor, id))
    if (still.state !== 'proposed') throw new Refusal({ code: 'already_decided' })
    if (!(await isOfUnit(tx, actor, to))) throw new Refusal({ code: 'unknown_account', at: 'to' })
    await layWorkItem(tx, workItemId('transfer', id), { owner_role: 'inspector', owner_id: to })
    const entry = {
      action: 'transfer.entrusted',
      subject: `case:${still.case_id}`,
      details: { transfer: id, to },
    }
    return { value: succeed({ id }), entries: [entry] }
  })
}

async function isOfUnit(tx: Source, { organisation, district }: Actor, id: string): Promise<boolean> {
  const account = await findAccount(tx, id)
  const own = account?.organisation_id === organisation && account.district === district
  return own && account.active === 1 && account.role === 'inspector'
}
