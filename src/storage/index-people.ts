import { indexVersion } from '../domain/person/index-tokens.ts'
import type { Database } from './database.ts'
import { dropClues, indexAnew } from './person-index.ts'
import { openProfiles } from './person-search.ts'

const batchSize = 500

/** Gives people stored before the index, or under older folding rules, their clues; returns how many. */
export async function indexPeople(db: Database): Promise<number> {
  let done = 0
  for (;;) {
    const rows = await db.read
      .selectFrom('person')
      .selectAll()
      .where('indexed', '<', indexVersion)
      .orderBy('indexed')
      .limit(batchSize)
      .execute()
    if (rows.length === 0) return done
    const found = await openProfiles(db, rows, db.read)
    const forgotten = rows.map(row => row.id).filter(id => found.every(({ row }) => row.id !== id))
    await db.write.transaction().execute(async tx => {
      for (const { row, profile } of found) await indexAnew(tx, db, row.id, profile)
      for (const id of forgotten) await dropClues(tx, id)
    })
    done += rows.length
  }
}
