import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { updateClient } from '../../storage/client-store.ts'
import { listWorkers } from '../../storage/provider-store.ts'
import type { CommandDeps } from '../deps.ts'
import { changeClient, reachClient } from './change-client.ts'

/** Gives a file to a worker of the same organisation. */
export async function assignWorker(
  deps: CommandDeps,
  actor: Actor,
  { id, workerId }: { readonly id: string; readonly workerId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachClient(deps.db.read, actor, id)
  if (!reached.ok) return reached
  const workers = await listWorkers(deps.db.read, reached.value.organisation_id)
  if (!workers.some(one => one.id === workerId)) return fail({ code: 'unknown_account', at: 'worker' })
  return changeClient(deps, actor, reached.value, async tx => {
    await updateClient(tx, id, { worker_id: workerId })
    return { action: 'client.assigned', details: { worker: workerId } }
  })
}
