import { sql } from 'kysely'
import { indexVersion, tokensOf, type Token } from '../domain/person/index-tokens.ts'
import type { Profile } from '../domain/person/person.ts'
import type { Database } from './database.ts'
import { insertMany } from './insert-many.ts'
import type { Source } from './scope-filter.ts'

export function keyTokens(db: Pick<Database, 'keys'>, tokens: readonly Token[]): string[] {
  return tokens.map(({ kind, text }) => db.keys.indexToken(kind, text))
}

/** The rows under which this profile is found. */
export function buildIndexRows(db: Pick<Database, 'keys'>, personId: string, profile: Profile) {
  return keyTokens(db, tokensOf(profile)).map(token => ({ token, person_id: personId }))
}

export type IndexRow = ReturnType<typeof buildIndexRows>[number]

/** Adds clues; those already there stay. In their own order, so that many at once touch each page of the index once. */
export async function insertIndexRows(db: Source, rows: readonly IndexRow[]): Promise<void> {
  const sorted = rows.length > 1 ? rows.toSorted((one, other) => (one.token < other.token ? -1 : 1)) : rows
  await insertMany(db, 'person_index', sorted, 'keeps_first')
}

/** Takes these clues away from one person. */
export async function deleteIndexRows(db: Source, personId: string, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return
  await db.deleteFrom('person_index').where('person_id', '=', personId).where('token', 'in', tokens).execute()
}

/** Makes the person the holder of the number; gives the holder, who is somebody else when the number was taken. */
export async function claimIin(db: Source, keys: Database['keys'], iin: string, personId: string): Promise<string> {
  const token = keys.indexToken('iin', iin)
  const insert = db.insertInto('person_iin').values({ token, person_id: personId })
  await insert.onConflict(on => on.column('token').doNothing()).execute()
  const holder = db.selectFrom('person_iin').select('person_id').where('token', '=', token)
  return (await holder.executeTakeFirstOrThrow()).person_id
}

/** Replaces the clues of one person by those of this profile. */
export async function indexAnew(tx: Source, db: Database, personId: string, profile: Profile): Promise<void> {
  await tx.deleteFrom('person_index').where('person_id', '=', personId).execute()
  await insertIndexRows(tx, buildIndexRows(db, personId, profile))
  for (const iin of profile.iins) await claimIin(tx, db.keys, iin, personId)
  await tx.updateTable('person').set({ indexed: indexVersion }).where('id', '=', personId).execute()
}

export async function countUnindexed(db: Source): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  const query = db.selectFrom('person').select(count).where('indexed', '<', indexVersion)
  return (await query.executeTakeFirstOrThrow()).count
}

/** For somebody whose key is destroyed: nothing is left to find them by. */
export async function dropClues(tx: Source, personId: string): Promise<void> {
  await tx.deleteFrom('person_index').where('person_id', '=', personId).execute()
  await tx.deleteFrom('person_iin').where('person_id', '=', personId).execute()
  await tx.updateTable('person').set({ indexed: indexVersion }).where('id', '=', personId).execute()
}
