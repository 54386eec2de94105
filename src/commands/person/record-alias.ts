import type { Actor } from '../../domain/access/decide.ts'
import { fail, type Outcome } from '../../domain/fault.ts'
import { checkPastDate } from '../../domain/questionnaire/check-text.ts'
import { readIin } from '../../domain/person/iin.ts'
import {
  aliasPlace,
  insertAlias,
  listAliases,
  openAlias,
  type Alias,
  type aliasKinds,
} from '../../storage/person-detail-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { todayOf, type CommandDeps } from '../deps.ts'
import { changePerson } from './change-person.ts'
import { checkTexts } from './check-texts.ts'
import { findTwin } from './find-twin.ts'

export type RecordedAlias = Alias & { readonly personId: string; readonly kind: (typeof aliasKinds)[number] }

const longestName = 100

/** Adds another name, birth date or number of the person, who is found by it from then on. */
export async function recordAlias(
  deps: CommandDeps,
  actor: Actor,
  { personId, kind, ...told }: RecordedAlias,
): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts(told, longestName)
  if (!checked.ok) return checked
  const alias = checked.value
  if (Object.values(alias).every(text => text === '')) return fail({ code: 'required', at: 'surname' })
  if (alias.iin !== '' && readIin(alias.iin) === null) return fail({ code: 'invalid_iin', at: 'iin' })
  const date = alias.born_on === '' ? null : checkPastDate(alias.born_on, 'born_on', todayOf(deps))
  if (date && !date.ok) return date
  return changePerson(deps, actor, personId, async ({ own, origin }) => {
    const id = deps.newId()
    const sealed_alias = await deps.db.keys.seal(own.key_id, aliasPlace(id), JSON.stringify(alias))
    const added = { added_at: toStamp(deps.now), added_by: actor.id }
    const row = { id, person_id: own.id, region: own.region, ...origin, kind, sealed_alias, ...added }
    return {
      write: tx => insertAlias(tx, row),
      entry: { action: 'alias.recorded', details: { alias: id, kind } },
      again: 'alias.resubmitted',
      findTwin: async (tx, reach) =>
        findTwin(
          await listAliases(tx, reach, [own.id]),
          origin,
          { ...alias, kind },
          {
            toldAt: known => known.added_at,
            says: async known => ({ ...(await openAlias(deps.db, own, known)), kind: known.kind }),
          },
        ),
      reindexes: true,
    }
  })
}
