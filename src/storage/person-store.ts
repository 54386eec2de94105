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
