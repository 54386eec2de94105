import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findProvider, type Provider } from '../../storage/provider-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse } from '../refusal.ts'

/** The supervisor's own organisation. */
export async function reachShelter(db: Source, actor: Actor): Promise<Outcome<Provider>> {
  if (!permits(actor.role, 'shelter.manage')) return refused()
  const provider = await findProvider(db, actor.organisation)
  return provider ? succeed(provider) : notFound()
}

export async function changeShelter(
  deps: CommandDeps,
  actor: Actor,
  { id, region }: Provider,
  write: (tx: Source) => Promise<Omit<AuditEntry, 'subject'>>,
): Promise<Outcome<{ id: string }>> {
  return changeOrRefuse(deps.db, contextOf(deps, actor, region), async tx => {
    const entry = { ...(await write(tx)), subject: `organisation:${id}` }
    return { value: succeed({ id }), entries: [entry] }
  })
}
