import type { Database } from './database.ts'

/** Whether the database answers and the keys open what is stored. */
export async function isReady(db: Database): Promise<boolean> {
  try {
    await db.read.selectFrom('audit_head').select('region').limit(1).execute()
    return await db.keys.areUsable()
  } catch {
    return false
  }
}
