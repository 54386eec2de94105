import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { cardPlace, updateCard, type PersonCard } from '../../storage/person-store.ts'
import type { CommandDeps } from '../deps.ts'
import { changePerson } from './change-person.ts'
import { checkTexts } from './check-texts.ts'

const longestNote = 500

/** Replaces what helpers must know of the person: language, interpreter, disability, pregnancy, employment. */
export async function recordCard(
  deps: CommandDeps,
  actor: Actor,
  { personId, ...told }: PersonCard & { readonly personId: string },
): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts(told, longestNote)
  if (!checked.ok) return checked
  return changePerson(deps, actor, personId, async ({ standing }) => {
    const text = JSON.stringify(checked.value)
    const sealed = await deps.db.keys.seal(standing.key_id, cardPlace(standing.id), text)
    return { write: tx => updateCard(tx, standing.id, sealed), entry: { action: 'person_card.recorded' } }
  })
}
