import type { Selectable } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'

export type ClosingRow = Selectable<Schema['case_closing']>

export const closingPlace = (id: string) => ({ table: 'case_closing', column: 'sealed_reason', row: id }) as const

export async function insertClosing(db: Source, row: ClosingRow): Promise<void> {
  await db.insertInto('case_closing').values(row).execute()
}

/** The last closing of a case that no new incident or assessment has undone. */
export async function findClosing(db: Source, caseId: string): Promise<ClosingRow | null> {
  const own = db.selectFrom('case_closing').selectAll().where('case_id', '=', caseId).where('reopened_at', 'is', null)
  return (await own.orderBy('closed_at', 'desc').limit(1).executeTakeFirst()) ?? null
}

export async function endSupervision(db: Source, id: string, at: string): Promise<void> {
  await db.updateTable('case_closing').set({ state: 'closed', ended_at: at }).where('id', '=', id).execute()
}

export async function undoClosings(db: Source, caseId: string, at: string): Promise<void> {
  const standing = db
    .updateTable('case_closing')
    .set({ state: 'reopened', reopened_at: at })
    .where('case_id', '=', caseId)
  await standing.where('reopened_at', 'is', null).execute()
}

export async function setCaseState(db: Source, caseId: string, state: 'open' | 'supervised' | 'closed'): Promise<void> {
  await db.updateTable('case_file').set({ state }).where('id', '=', caseId).execute()
}

/** Open cases of the lowest categories first: those that may be closed soonest. Tier 1. */
export async function listOpenCases(db: Source, scope: Scope, page: Page) {
  const all = db.selectFrom('case_file as c').where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
  return all
    .select(['c.id', 'c.number', 'c.category', 'c.opened_at'])
    .where('c.state', '=', 'open')
    .orderBy('c.category_rank')
    .orderBy('c.opened_at')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}
