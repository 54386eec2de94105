import { sql, type Selectable } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Page, Source } from './scope-filter.ts'
import { moveCaseWork } from './work-item-store.ts'

export type TransferRow = Selectable<Schema['case_transfer']>
/** Tier 1. `due_at`: by when it is answered; `named_id`: the inspector whom the head has named for that. */
export type ListedTransfer = TransferRow & {
  readonly number: string
  readonly category: string
  readonly due_at: string | null
  readonly named_id: string | null
}

type Sealed = 'sealed_reason' | 'sealed_answer'
export const transferPlace = (id: string, column: Sealed) => ({ table: 'case_transfer', column, row: id }) as const

export async function insertTransfer(db: Source, row: TransferRow): Promise<void> {
  await db.insertInto('case_transfer').values(row).execute()
}

export async function findTransfer(db: Source, id: string): Promise<TransferRow | null> {
  return (await db.selectFrom('case_transfer').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The proposals of one case, the last first. */
export async function listCaseTransfers(db: Source, caseId: string): Promise<TransferRow[]> {
  const query = db.selectFrom('case_transfer').selectAll().where('case_id', '=', caseId)
  return query.orderBy('proposed_at', 'desc').limit(100).execute()
}

/** Proposals that wait for the districts of the scope to answer: the case itself is not theirs yet. */
export async function listIncoming(db: Source, scope: Scope, page: Page): Promise<ListedTransfer[]> {
  if (scope.districts.length === 0) return []
  let query = db
    .selectFrom('case_transfer as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .leftJoin('work_item as w', join => join.on('w.id', '=', sql<string>`'transfer-' || t.id`))
    .selectAll('t')
    .select(['c.number', 'c.category', 'w.due_at', 'w.owner_id as named_id'])
    .where('t.to_district', 'in', scope.districts)
    .where('t.state', '=', 'proposed')
  if (scope.excluded.length > 0) query = query.where('t.case_id', 'not in', scope.excluded)
  return query.orderBy('t.proposed_at').limit(page.limit).offset(page.offset).execute()
}

export async function settleTransfer(
  db: Source,
  id: string,
  values: Pick<TransferRow, 'state' | 'sealed_answer' | 'answered_at' | 'answered_by'>,
): Promise<void> {
  await db.updateTable('case_transfer').set(values).where('id', '=', id).execute()
}

export async function openTransfer(db: Database, keyId: string, row: TransferRow, column: Sealed): Promise<string> {
  const sealed = row[column]
  return sealed === null ? '' : db.keys.unseal(keyId, transferPlace(row.id, column), sealed)
}

const placed = [
  'measure',
  'agenda_item',
  'category_raise',
  'category_lowering',
  'protective_order',
  'assessment',
  'correction',
  'referral',
  'contact_record',
  'case_closing',
  'programme',
] as const
const inRegion = [
  'incident',
  'structured_judgement',
  'printed_sheet',
  'order_check',
  'order_breach',
  'release_date',
  'review_notice',
  'consent',
  'consent_override',
  'case_link',
  'voided',
  'case_conflict',
  'programme_session',
] as const

/** Every table whose rows go with their case. */
export const movedTables: readonly string[] = [...placed, ...inRegion]

/**
 * Moves every row of a case to another district, except what others wrote about it as theirs (decision 010).
 * Who was named to see where she is was named by the old district, and so was the officer.
 */
export async function moveRows(
  tx: Source,
  caseId: string,
  place: { readonly region: string; readonly district: string },
): Promise<void> {
  await tx
    .updateTable('case_file')
    .set({ ...place, officer_id: null })
    .where('id', '=', caseId)
    .execute()
  await moveCaseWork(tx, caseId, place)
  for (const table of placed) await tx.updateTable(table).set(place).where('case_id', '=', caseId).execute()
  const { region } = place
  for (const table of inRegion) await tx.updateTable(table).set({ region }).where('case_id', '=', caseId).execute()
  const own = tx.selectFrom('assessment').select('id').where('case_id', '=', caseId)
  await tx.updateTable('assessment_definition').set({ region }).where('assessment_id', 'in', own).execute()
  await tx.deleteFrom('location_reader').where('case_id', '=', caseId).execute()
}
