import type { Database } from './database.ts'

/** Whether the database answers. Keys and questionnaires are checked at start, without which nothing listens. */
export async function isReady(db: Database): Promise<boolean> {
  try {
    await db.read.selectFrom('audit_head').select('region').limit(1).execute()
    return true
  } catch {
    return false
  }
}
