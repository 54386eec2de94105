import { listAssessmentsAfter, type AssessmentRow } from '../storage/assessment-store.ts'
import type { Database } from '../storage/database.ts'
import { isErased } from '../storage/erased.ts'
import { SealBroken } from '../storage/seal.ts'

const batch = 500

/** Every stored assessment in the order of ids, with the keys of each batch at hand. */
export async function* eachAssessment(db: Database, list = listAssessmentsAfter): AsyncGenerator<AssessmentRow> {
  let last = ''
  for (;;) {
    const rows = await list(db.read, last, batch)
    if (rows.length === 0) return
    await db.keys.preload(rows.map(row => row.key_id))
    yield* rows
    last = rows.at(-1)?.id ?? ''
  }
}

/** Why the answers of an assessment cannot be read; what is no broken seal is thrown on. */
export async function whyUnread(db: Database, row: AssessmentRow, error: unknown): Promise<'erased' | 'unreadable'> {
  if (!(error instanceof SealBroken)) throw error
  return error.reason === 'key_missing' && (await isErased(db.read, row.key_id)) ? 'erased' : 'unreadable'
}
