import { indexVersion } from '../../src/domain/person/index-tokens.ts'
import type { Profile } from '../../src/domain/person/person.ts'
import type { Database } from '../../src/storage/database.ts'
import { buildIndexRows, insertIndexRows } from '../../src/storage/person-index.ts'
import { phonePlace } from '../../src/storage/person-detail-store.ts'
import { identityPlace, type PersonRow } from '../../src/storage/person-store.ts'
import type { Written } from './invent-person.ts'

const at = '2026-01-10T10:00:00.000Z'
const region = '750000000'
const batchSize = 1_000

export function profileOf({ surname, given_name, patronymic, born_on, iin, phone, sex }: Written): Profile {
  const known = (text: string) => (text === '' ? [] : [text])
  const names = [{ surname, given_name, patronymic }]
  return { names, birthDates: known(born_on), iins: known(iin), phones: known(phone), sex }
}

/** Stores these people, sealed and indexed as a submission would; their ids are given by `idOf`. */
export async function fillRegister(db: Database, people: readonly Written[], idOf: (at: number) => string) {
  for (let start = 0; start < people.length; start += batchSize) {
    const batch = people.slice(start, start + batchSize)
    const keys = await db.keys.createMany('person', batch.length)
    const rows = await Promise.all(batch.map((one, place) => sealOne(db, one, idOf(start + place), keys[place] ?? '')))
    await db.write.transaction().execute(async tx => {
      for (let from = 0; from < rows.length; from += 100) {
        const part = rows.slice(from, from + 100)
        await tx
          .insertInto('person')
          .values(part.map(row => row.person))
          .execute()
        await tx
          .insertInto('person_phone')
          .values(part.map(row => row.phone))
          .execute()
      }
      await insertIndexRows(
        tx,
        rows.flatMap(row => row.index),
      )
    })
  }
}

async function sealOne(db: Database, one: Written, id: string, key_id: string) {
  const { phone: number, ...identity } = one
  const sealed_identity = await db.keys.seal(key_id, identityPlace(id), JSON.stringify(identity))
  const origin = { district: '751010000', organisation_id: 'police', case_id: null }
  const base = { id, region, ...origin, key_id, sealed_identity, sex: one.sex, created_at: at, recorded_by: 'officer' }
  const person: PersonRow = { ...base, merged_into: null, indexed: indexVersion }
  const text = JSON.stringify({ number, safety: 'unknown', hours: '', who_hears: '' })
  const sealed_phone = await db.keys.seal(key_id, phonePlace(`${id}-phone`), text)
  const phone = { id: `${id}-phone`, person_id: id, region, ...origin, sealed_phone, added_at: at, added_by: 'officer' }
  return { person, phone, index: buildIndexRows(db, id, profileOf(one)) }
}
