import { reachClient } from '../../commands/client/change-client.ts'
import type { Permission } from '../../domain/access/roles.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { refusalOf, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'

export type OfId<B = unknown> = Context<{ id: string }, B>
type Show = (context: OfId, row: ClientRow, typed: Typed | null) => Promise<Reply>

/** A page of a file that the reader reaches, open or closed. */
export async function showFile(
  context: OfId,
  view: Show,
  typed: Typed | null = null,
  action: Permission = 'client.view',
): Promise<Reply> {
  const { deps, actor, params: asked } = context
  const reached = await reachClient(deps.db.read, actor, asked.id, { action, closed: true })
  if (!reached.ok) return refusalOf(reached.faults) ?? { kind: 'not_found' }
  return view(context, reached.value, typed)
}
