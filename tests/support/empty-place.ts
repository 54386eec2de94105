import { createPostgresDatabase, type EngineKind } from '../../src/storage/portable.ts'
import { makePlace, type Place } from './database.ts'

/** A place without schema and keys; on PostgreSQL the empty database is there, as an operator makes it. */
export async function makeEmptyPlace(kind: EngineKind): Promise<Place> {
  const place = makePlace(kind)
  if (place.databaseUrl !== undefined) await createPostgresDatabase(place.databaseUrl)
  return place
}
