import type { Source } from './scope-filter.ts'
import type { WorkItemRow, WorkItemStepRow } from './work-item-store.ts'

export type LateItem = WorkItemRow & { readonly category: string | null }

/** What has come to its next step by this moment, in the order of those moments. */
export async function listToClimb(db: Source, at: string, limit: number): Promise<WorkItemRow[]> {
  const due = db.selectFrom('work_item').selectAll().where('climb_at', '<=', at)
  return due.orderBy('climb_at').orderBy('id').limit(limit).execute()
}

/** The item as it stands now, with the category of its case. */
export async function findLate(db: Source, id: string): Promise<LateItem | null> {
  const query = db.selectFrom('work_item as w').leftJoin('case_file as c', 'c.id', 'w.case_id')
  return (await query.selectAll('w').select('c.category').where('w.id', '=', id).executeTakeFirst()) ?? null
}

/** False when the item climbed this step before. */
export async function insertStep(db: Source, row: WorkItemStepRow): Promise<boolean> {
  const made = await db
    .insertInto('work_item_step')
    .values(row)
    .onConflict(on => on.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** False when the work was settled meanwhile: another region's change may do that while this one is under way. */
export async function setNextStep(db: Source, id: string, step: number, climbAt: string | null): Promise<boolean> {
  const still = db.updateTable('work_item').set({ step, climb_at: climbAt }).where('id', '=', id)
  return (await still.where('state', '=', 'open').returning('id').executeTakeFirst()) !== undefined
}
