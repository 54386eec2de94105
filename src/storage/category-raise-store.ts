import { sql, type Selectable, type SqlBool } from 'kysely'
import type { ApprovalScope } from '../domain/access/decide-approval.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { isVoided, notVoided } from './voided-filter.ts'
import { settleWorkItem } from './work-item-store.ts'

export type CategoryRaiseRow = Selectable<Schema['category_raise']>
/** Tier 1: the reason stays with the assessment. */
export type ListedRaise = CategoryRaiseRow & { readonly number: string }

export async function insertCategoryRaise(db: Source, row: CategoryRaiseRow): Promise<void> {
  await db.insertInto('category_raise').values(row).execute()
}

export async function findCategoryRaise(db: Source, id: string): Promise<CategoryRaiseRow | null> {
  return (await db.selectFrom('category_raise').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Raises that no head has acknowledged, the oldest first. */
export async function listOpenRaises(db: Source, scope: ApprovalScope, page: Page): Promise<ListedRaise[]> {
  const all = db
    .selectFrom('category_raise as r')
    .innerJoin('case_file as c', 'c.id', 'r.case_id')
    .where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
    .where('r.acknowledged_at', 'is', null)
    .where(notVoided('assessment', 'r.assessment_id'))
  const ofHeads = sql<SqlBool>`exists (select 1 from account as a where a.id = r.raised_by and a.role = 'head')`
  return (scope.ofHeads ? all.where(ofHeads) : all)
    .selectAll('r')
    .select('c.number')
    .orderBy('r.raised_at')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** Raises that nobody needs to see any more: what they raised was voided. */
export async function listVoidedRaises(db: Source, caseId: string): Promise<string[]> {
  const open = db.selectFrom('category_raise as r').select('r.id').where('r.case_id', '=', caseId)
  const voided = open.where('r.acknowledged_at', 'is', null).where(isVoided('assessment', 'r.assessment_id'), '=', 1)
  return (await voided.execute()).map(row => row.id)
}

export async function acknowledgeRow(db: Source, id: string, at: string, by: string): Promise<void> {
  const values = { acknowledged_at: at, acknowledged_by: by }
  await db.updateTable('category_raise').set(values).where('id', '=', id).execute()
  await settleWorkItem(db, 'raise', id, at)
}
