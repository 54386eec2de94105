import type { Source } from './scope-filter.ts'

/** Whether the key was destroyed on purpose: what it sealed is gone for good. */
export async function isErased(db: Source, keyId: string): Promise<boolean> {
  const found = await db.selectFrom('tombstone').select('key_id').where('key_id', '=', keyId).executeTakeFirst()
  return found !== undefined
}
