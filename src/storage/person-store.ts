import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type PersonRow = Selectable<Schema['person']>

const identity = z.object({
  surname: z.string(),
  given_name: z.string(),
  patronymic: z.string(),
  born_on: z.string(),
  iin: z.string(),
  sex: z.string(),
})
/** Who someone is; unknown parts are empty. */
export type Identity = z.infer<typeof identity>

export async function insertPerson(db: Source, row: PersonRow): Promise<void> {
  await db.insertInto('person').values(row).execute()
}

export async function findPerson(db: Source, id: string): Promise<PersonRow | null> {
  return (await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export function identityPlace(personId: string) {
  return { table: 'person', column: 'sealed_identity', row: personId } as const
}

export async function openPerson(db: Database, row: PersonRow): Promise<Identity> {
  return identity.parse(JSON.parse(await db.keys.unseal(row.key_id, identityPlace(row.id), row.sealed_identity)))
}

export async function setMergedInto(db: Source, id: string, merged_into: string | null): Promise<void> {
  await db.updateTable('person').set({ merged_into }).where('id', '=', id).execute()
}

/** The record that stands for the person now, at the end of the chain of merges. */
export async function findStandingPerson(db: Source, id: string): Promise<PersonRow | null> {
  let row = await findPerson(db, id)
  const seen = new Set<string>()
  while (row?.merged_into && !seen.has(row.id)) {
    seen.add(row.id)
    row = await findPerson(db, row.merged_into)
  }
  return row
}

/** All records of one person, the standing one first, then those merged into it and into them. */
export async function listRecords(db: Source, standingId: string): Promise<PersonRow[]> {
  const standing = await findPerson(db, standingId)
  const records = standing ? [standing] : []
  for (let at = 0; at < records.length; at += 1) {
    const parent = records[at]?.id ?? ''
    const merged = await db.selectFrom('person').selectAll().where('merged_into', '=', parent).execute()
    records.push(...merged.filter(row => records.every(each => each.id !== row.id)))
  }
  return records
}
