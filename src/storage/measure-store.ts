import type { Selectable } from 'kysely'
import { clockUnitOf } from '../domain/calendar/due.ts'
import { voidedMeasure } from '../domain/measure/move-measures.ts'
import { insertMany } from './insert-many.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'
import { moveWorkItem, openWorkItems, settleWorkItem, type NewWorkItem } from './work-item-store.ts'

export type MeasureRow = Selectable<Schema['measure']>
export type ClosedMeasure = Pick<MeasureRow, 'state' | 'sealed_note' | 'closed_by'> &
  Partial<Pick<MeasureRow, 'done_at' | 'effect' | 'evidence'>> & { readonly closed_at: string }
/** Each one that is due becomes work in the same transaction, and is so until it is closed. */
export async function insertMeasures(db: Source, rows: readonly MeasureRow[]): Promise<void> {
  if (rows.length === 0) return
  await insertMany(db, 'measure', rows)
  await openMeasureWork(
    db,
    rows.filter(row => row.state === 'due'),
  )
}

/** Lays these measures on the desks of their owners, or lays them there again. */
export async function openMeasureWork(db: Source, due: readonly MeasureRow[]): Promise<void> {
  const officers = await listOfficers(db, [...new Set(due.map(row => row.case_id))])
  await openWorkItems(
    db,
    due.map(row => workOf(row, officers.get(row.case_id) ?? null)),
  )
}

/** Neither engine takes more parameters than a few ten thousand. */
const mostIds = 500

/** The officers of these cases, by case. */
async function listOfficers(db: Source, caseIds: readonly string[]): Promise<Map<string, string | null>> {
  const officers = new Map<string, string | null>()
  for (let at = 0; at < caseIds.length; at += mostIds) {
    const ids = caseIds.slice(at, at + mostIds)
    const rows = await db.selectFrom('case_file').select(['id', 'officer_id']).where('id', 'in', ids).execute()
    for (const row of rows) officers.set(row.id, row.officer_id)
  }
  return officers
}

/**
 * An inspector's measure is that of the case's own officer, and so is the centre's: an agency gets it by a referral,
 * never by itself (procedure.md section 5).
 */
function workOf(row: MeasureRow, officer_id: string | null): NewWorkItem {
  const { id: source_id, case_id, region, district, code, opened_at, due_at } = row
  const owner_role = row.owner_role === 'centre' ? 'inspector' : row.owner_role
  const owner_id = owner_role === 'inspector' ? officer_id : null
  const owner = { organisation_id: null, owner_role, owner_id, officer_id }
  const place = { source_id, case_id, region, district }
  return { kind: 'measure', ...place, ...owner, code, unit: clockUnitOf(row.unit), opened_at, due_at }
}

export async function findMeasure(db: Source, id: string): Promise<MeasureRow | null> {
  return (await db.selectFrom('measure').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function listCaseMeasures(db: Source, caseId: string): Promise<MeasureRow[]> {
  const query = db.selectFrom('measure').selectAll().where('case_id', '=', caseId)
  return query.orderBy('due_at').orderBy('code').limit(500).execute()
}

export async function moveMeasure(
  db: Source,
  id: string,
  values: Pick<MeasureRow, 'obligation' | 'due_at' | 'unit'>,
): Promise<void> {
  await db.updateTable('measure').set(values).where('id', '=', id).where('state', '=', 'due').execute()
  await moveWorkItem(db, 'measure', id, values.due_at, clockUnitOf(values.unit))
  await moveWorkItem(db, 'feedback', id, values.due_at, clockUnitOf(values.unit))
}

export async function closeMeasure(db: Source, id: string, values: ClosedMeasure): Promise<void> {
  await db.updateTable('measure').set(values).where('id', '=', id).execute()
  await settleMeasureWork(db, id, values.closed_at)
}

/** On whichever desk it lies: the telling after a sitting may lie with a centre. */
async function settleMeasureWork(db: Source, id: string, at: string): Promise<void> {
  await settleWorkItem(db, 'measure', id, at)
  await settleWorkItem(db, 'feedback', id, at)
}

/** Closes a measure that was planned by what counts no longer. */
export async function voidMeasure(
  db: Source,
  id: string,
  closed: { readonly closed_at: string; readonly closed_by: string },
): Promise<void> {
  const values = { state: 'not_needed', obligation: voidedMeasure, ...closed }
  await db.updateTable('measure').set(values).where('id', '=', id).execute()
  await settleMeasureWork(db, id, closed.closed_at)
}

export function notePlace(measureId: string) {
  return { table: 'measure', column: 'sealed_note', row: measureId } as const
}
