import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { checkPastDate } from '../../domain/questionnaire/check-text.ts'
import {
  addressPlace,
  insertAddress,
  listAddresses,
  openAddress,
  type Address,
} from '../../storage/person-detail-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { changePerson } from './change-person.ts'
import { checkTexts } from './check-texts.ts'
import { findTwin } from './find-twin.ts'

const longestAddress = 500

/** Adds where the person lives now; earlier addresses stay as history. Nobody sees it who is not named for the case. */
export async function recordAddress(
  deps: CommandDeps,
  actor: Actor,
  { personId, ...told }: Address & { readonly personId: string },
): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts(told, longestAddress)
  if (!checked.ok) return checked
  const address = checked.value
  if (address.text === '') return fail({ code: 'required', at: 'text' })
  const date = address.from_on === '' ? null : checkPastDate(address.from_on, 'from_on', todayOf(deps))
  if (date && !date.ok) return date
  return changePerson(deps, actor, personId, async ({ own, origin }) => {
    const id = deps.newId()
    const sealed_address = await deps.db.keys.seal(own.key_id, addressPlace(id), JSON.stringify(address))
    const added = { added_at: toStamp(deps.now), added_by: actor.id }
    const row = { id, person_id: own.id, region: own.region, ...origin, sealed_address, ...added }
    return {
      write: tx => insertAddress(tx, row),
      entry: { action: 'address.recorded', details: { address: id } },
      again: 'address.resubmitted',
      findTwin: async (tx, reach) =>
        findTwin(await listAddresses(tx, reach, [own.id]), origin, address, {
          toldAt: known => known.added_at,
          says: known => openAddress(deps.db, own, known),
        }),
    }
  })
}
