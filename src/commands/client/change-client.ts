import type { Actor } from '../../domain/access/decide.ts'
import { decideClient } from '../../domain/access/decide-client.ts'
import type { Permission } from '../../domain/access/roles.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { clientStanding, findClient, type ClientRow } from '../../storage/client-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, takeOrRefuse } from '../refusal.ts'

/** A file of the own organisation; a closed one only where the caller says so. */
export async function reachClient(
  db: Source,
  actor: Actor,
  id: string,
  { action = 'client.record', closed = false }: { readonly action?: Permission; readonly closed?: boolean } = {},
): Promise<Outcome<ClientRow>> {
  const row = await findClient(db, id)
  if (!row) return notFound()
  const decision = decideClient(actor, action, clientStanding(row))
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  return row.state === 'closed' && !closed ? fail({ code: 'client_closed' }) : succeed(row)
}

/** What the work inside the change gives: the entry of the file, and those of other subjects. */
export type Written = Omit<AuditEntry, 'subject'> & { readonly others?: readonly AuditEntry[] }

/** One change of a file by somebody who reaches it before and inside the transaction. */
export async function changeClient(
  deps: CommandDeps,
  actor: Actor,
  row: ClientRow,
  write: (tx: Source, still: ClientRow) => Promise<Written>,
  action: Permission = 'client.record',
): Promise<Outcome<{ id: string }>> {
  return changeOrRefuse(deps.db, contextOf(deps, actor, row.region), async tx => {
    const still = takeOrRefuse(await reachClient(tx, actor, row.id, { action }))
    const { others = [], ...entry } = await write(tx, still)
    return { value: succeed({ id: row.id }), entries: [{ ...entry, subject: `client:${row.id}` }, ...others] }
  })
}
