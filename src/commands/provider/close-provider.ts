import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { findProvider, updateProvider } from '../../storage/provider-store.ts'
import { contextOf, notFound, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export const closingReasons = ['licence_lost', 'closed_down', 'other'] as const
export type ClosingReason = (typeof closingReasons)[number]

/** Nothing more is referred to it from today; its open files stay on its list until each is handed over or closed. */
export async function closeProvider(
  deps: CommandDeps,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: ClosingReason },
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'provider.manage')) return refused()
  const provider = await findProvider(deps.db.read, id)
  if (!provider || (actor.role === 'akimat' && actor.region !== provider.region)) return notFound()
  return changeOrRefuse(deps.db, contextOf(deps, actor, provider.region), async tx => {
    if ((await findProvider(tx, id))?.closed_on !== null) throw new Refusal({ code: 'provider_closed' })
    await updateProvider(tx, id, { closed_on: todayOf(deps), close_reason: reason })
    const entry = { action: 'provider.closed', subject: `organisation:${id}`, details: { reason } }
    return { value: succeed({ id }), entries: [entry] }
  })
}
