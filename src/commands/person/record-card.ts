import type { Actor } from '../../domain/access/decide.ts'
import type { Outcome } from '../../domain/fault.ts'
import { cardPlace, insertCard, listCards, openCard, type PersonCard } from '../../storage/person-detail-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changePerson } from './change-person.ts'
import { checkTexts } from './check-texts.ts'
import { findTwin } from './find-twin.ts'

const longestNote = 500

/** What helpers must know of the person: language, interpreter, disability, pregnancy, employment. Earlier cards stay. */
export async function recordCard(
  deps: CommandDeps,
  actor: Actor,
  { personId, ...told }: PersonCard & { readonly personId: string },
): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts(told, longestNote)
  if (!checked.ok) return checked
  return changePerson(deps, actor, personId, async ({ own, origin }) => {
    const id = deps.newId()
    const sealed_card = await deps.db.keys.seal(own.key_id, cardPlace(id), JSON.stringify(checked.value))
    const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
    const row = { id, person_id: own.id, region: own.region, ...origin, sealed_card, ...recorded }
    return {
      write: tx => insertCard(tx, row),
      entry: { action: 'person_card.recorded', details: { card: id } },
      again: 'person_card.resubmitted',
      findTwin: async (tx, reach) =>
        findTwin(await listCards(tx, reach, [own.id]), origin, checked.value, {
          toldAt: known => known.recorded_at,
          says: known => openCard(deps.db, own, known),
        }),
    }
  })
}
