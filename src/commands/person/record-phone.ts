import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { foldPhone } from '../../domain/person/phone.ts'
import { insertPhone, listPhones, openPhone, phonePlace, type Phone } from '../../storage/person-detail-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { changePerson } from './change-person.ts'
import { checkTexts } from './check-texts.ts'
import { findTwin } from './find-twin.ts'

const longestNote = 500

/** Adds a phone with its rules: whether calling is safe, when, and who else hears. */
export async function recordPhone(
  deps: CommandDeps,
  actor: Actor,
  { personId, safety, ...told }: Phone & { readonly personId: string },
): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts(told, longestNote)
  if (!checked.ok) return checked
  if (foldPhone(checked.value.number) === '') return fail({ code: 'invalid_phone', at: 'number' })
  const phone = { ...checked.value, safety }
  return changePerson(deps, actor, personId, async ({ own, origin }) => {
    const id = deps.newId()
    const sealed_phone = await deps.db.keys.seal(own.key_id, phonePlace(id), JSON.stringify(phone))
    const added = { added_at: toStamp(deps.now), added_by: actor.id }
    const row = { id, person_id: own.id, region: own.region, ...origin, sealed_phone, ...added }
    return {
      write: tx => insertPhone(tx, row),
      entry: { action: 'phone.recorded', details: { phone: id, safety } },
      again: 'phone.resubmitted',
      findTwin: async (tx, reach) =>
        findTwin(await listPhones(tx, reach, [own.id]), origin, phone, {
          toldAt: known => known.added_at,
          says: known => openPhone(deps.db, own, known),
        }),
      reindexes: true,
    }
  })
}
