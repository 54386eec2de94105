import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { checkRightsCard } from '../../domain/reference/rights-card.ts'
import type { CommandDeps } from '../deps.ts'
import { addEntry, type EntryDraft } from './add-entry.ts'

/** There is one card; its wording follows its earlier wordings by date. */
export async function addRightsCard(
  deps: CommandDeps,
  actor: Actor,
  draft: EntryDraft,
): Promise<Outcome<{ id: string }>> {
  const only = { ...draft, code: 'rights_card', validToOn: null }
  return addEntry(deps, actor, only, { kind: 'rights_card', action: 'rights_card.added', check: checkRightsCard })
}
