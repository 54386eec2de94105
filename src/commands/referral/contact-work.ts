import type { ClientRow } from '../../storage/client-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { openWorkItem, type NewWorkItem } from '../../storage/work-item-store.ts'

/** On the list of the organisation that works with her: she is to be reached by then. */
export async function openContactWork(
  tx: Source,
  client: ClientRow,
  clock: Pick<NewWorkItem, 'opened_at' | 'due_at'>,
): Promise<void> {
  const { id: source_id, region, district, organisation_id, case_id, origin: code } = client
  const owner = { organisation_id, owner_role: 'centre', owner_id: null }
  await openWorkItem(tx, { kind: 'contact', source_id, case_id, region, district, ...owner, code, unit: 'h', ...clock })
}
