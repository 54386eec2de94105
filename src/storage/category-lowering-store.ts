import { sql, type Selectable, type SqlBool } from 'kysely'
import type { ApprovalScope } from '../domain/access/decide-approval.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { settleWorkItem } from './work-item-store.ts'

export type CategoryLoweringRow = Selectable<Schema['category_lowering']>
/** Tier 1. */
export type ListedLowering = Omit<CategoryLoweringRow, 'sealed_reason'> & {
  readonly number: string
  /** Who made the interview's assessment that it goes back to. */
  readonly origin_by: string
}

export async function insertCategoryLowering(db: Source, row: CategoryLoweringRow): Promise<void> {
  await db.insertInto('category_lowering').values(row).execute()
}

export async function findCategoryLowering(db: Source, id: string): Promise<CategoryLoweringRow | null> {
  return (await db.selectFrom('category_lowering').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The last lowering that was asked for by this assessment or by one that it goes back to. */
export async function findLoweringOf(db: Source, originId: string): Promise<CategoryLoweringRow | null> {
  const query = db.selectFrom('category_lowering').selectAll().where('origin_id', '=', originId)
  const live = query.where('state', '<>', 'superseded').orderBy('asked_at', 'desc')
  return (await live.limit(1).executeTakeFirst()) ?? null
}

/** What the head has agreed to in one case, the first first. */
export async function listAgreedLowerings(db: Source, caseId: string): Promise<CategoryLoweringRow[]> {
  const query = db.selectFrom('category_lowering').selectAll().where('case_id', '=', caseId)
  return query.where('state', '=', 'agreed').orderBy('asked_at').execute()
}

/** A newer result takes the place of what was asked before it. */
export async function supersedeLowerings(db: Source, caseId: string, at: string): Promise<void> {
  const pending = db.updateTable('category_lowering').set({ state: 'superseded' }).where('case_id', '=', caseId)
  const over = await pending.where('state', '=', 'pending').returning('id').execute()
  for (const { id } of over) await settleWorkItem(db, 'lowering', id, at)
}

export async function decideRow(
  db: Source,
  id: string,
  values: Pick<CategoryLoweringRow, 'state' | 'sealed_reason' | 'decided_by'> & { readonly decided_at: string },
): Promise<void> {
  await db.updateTable('category_lowering').set(values).where('id', '=', id).execute()
  await settleWorkItem(db, 'lowering', id, values.decided_at)
}

/** Lowerings that wait for the head, the oldest first. */
export async function listPendingLowerings(db: Source, scope: ApprovalScope, page: Page): Promise<ListedLowering[]> {
  const all = db
    .selectFrom('category_lowering as l')
    .innerJoin('case_file as c', 'c.id', 'l.case_id')
    .innerJoin('assessment as o', 'o.id', 'l.origin_id')
    .where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
    .where('l.state', '=', 'pending')
  const ofHeads = sql<SqlBool>`exists (select 1 from account as a
    where a.id in (l.asked_by, o.submitted_by) and a.role = 'head')`
  return (scope.ofHeads ? all.where(ofHeads) : all)
    .select(['l.id', 'l.case_id', 'l.assessment_id', 'l.origin_id', 'l.region', 'l.district', 'l.from_category'])
    .select([
      'l.to_category',
      'l.state',
      'l.asked_at',
      'l.asked_by',
      'l.decided_at',
      'l.decided_by',
      'c.number',
      'o.submitted_by as origin_by',
    ])
    .orderBy('l.asked_at')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export function reasonPlace(id: string) {
  return { table: 'category_lowering', column: 'sealed_reason', row: id } as const
}

/** Tier 3: why the head did not agree; empty where no reason was asked for. */
export async function openReason(db: Database, keyId: string, row: CategoryLoweringRow): Promise<string> {
  return row.sealed_reason === null ? '' : db.keys.unseal(keyId, reasonPlace(row.id), row.sealed_reason)
}
