import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import type { CommandDeps } from '../deps.ts'
import { addEntry, type EntryDraft } from './add-entry.ts'

const snakeCase = /^[a-z][a-z0-9_]{1,59}$/

export async function addLegalBasis(
  deps: CommandDeps,
  actor: Actor,
  draft: EntryDraft,
): Promise<Outcome<{ id: string }>> {
  return addEntry(deps, actor, draft, {
    kind: 'legal_basis',
    action: 'legal_basis.added',
    check: (_content, { code }) => (snakeCase.test(code) ? [] : [{ code: 'invalid_code', at: 'code' }]),
  })
}
