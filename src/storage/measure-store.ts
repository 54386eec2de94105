import { sql, type Selectable } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import { insertMany } from './insert-many.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'

export type MeasureRow = Selectable<Schema['measure']>
/** Tier 1. */
export type DueMeasure = Pick<MeasureRow, 'id' | 'case_id' | 'code' | 'obligation' | 'owner_role' | 'due_at'> & {
  readonly number: string
  readonly category: string
}

export async function insertMeasures(db: Source, rows: readonly MeasureRow[]): Promise<void> {
  await insertMany(db, 'measure', rows)
}

export async function findMeasure(db: Source, id: string): Promise<MeasureRow | null> {
  return (await db.selectFrom('measure').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function listCaseMeasures(db: Source, caseId: string): Promise<MeasureRow[]> {
  const query = db.selectFrom('measure').selectAll().where('case_id', '=', caseId)
  return query.orderBy('due_at').orderBy('code').limit(500).execute()
}

function measuresDue(db: Source, scope: Scope, role: string) {
  return db
    .selectFrom('measure as m')
    .innerJoin('case_file as c', 'c.id', 'm.case_id')
    .where('m.state', '=', 'due')
    .where('m.owner_role', '=', role)
    .where('m.district', 'in', scope.districts.length > 0 ? scope.districts : [''])
    .where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
}

/** Open measures of one owner in the districts of the scope, the most urgent first. */
export async function listMeasuresDue(db: Source, scope: Scope, role: string, page: Page): Promise<DueMeasure[]> {
  return measuresDue(db, scope, role)
    .select(['m.id', 'm.case_id', 'm.code', 'm.obligation', 'm.owner_role', 'm.due_at', 'c.number', 'c.category'])
    .orderBy('m.due_at')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function countMeasuresDue(db: Source, scope: Scope, role: string): Promise<number> {
  const count = sql<number>`cast(count(*) as integer)`.as('count')
  return (await measuresDue(db, scope, role).select(count).executeTakeFirstOrThrow()).count
}

export async function moveMeasure(
  db: Source,
  id: string,
  values: Pick<MeasureRow, 'obligation' | 'due_at'>,
): Promise<void> {
  await db.updateTable('measure').set(values).where('id', '=', id).where('state', '=', 'due').execute()
}

export async function closeMeasure(
  db: Source,
  id: string,
  values: Pick<MeasureRow, 'state' | 'sealed_note' | 'closed_at' | 'closed_by'>,
): Promise<void> {
  await db.updateTable('measure').set(values).where('id', '=', id).execute()
}

export function notePlace(measureId: string) {
  return { table: 'measure', column: 'sealed_note', row: measureId } as const
}
