import { sql, type Selectable, type SqlBool } from 'kysely'
import type { ApprovalScope } from '../domain/access/decide-approval.ts'
import { targetKinds, type Target, type TargetKind } from '../domain/case/correction.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { withinScope, type Page, type Source } from './scope-filter.ts'
import { settleWorkItem } from './work-item-store.ts'

export type CorrectionRow = Selectable<Schema['correction']>
export type VoidedRow = Selectable<Schema['voided']>
/** Tier 1. */
export type ListedCorrection = Pick<
  CorrectionRow,
  'id' | 'kind' | 'target_kind' | 'case_id' | 'asked_at' | 'asked_by'
> & { readonly number: string }

type Sealed = 'sealed_reason' | 'sealed_answer'
export const correctionPlace = (id: string, column: Sealed) => ({ table: 'correction', column, row: id }) as const

export async function insertCorrection(db: Source, row: CorrectionRow): Promise<void> {
  await db.insertInto('correction').values(row).execute()
}

export async function findCorrection(db: Source, id: string): Promise<CorrectionRow | null> {
  return (await db.selectFrom('correction').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** What was asked to be corrected in one case, the last first. */
export async function listCaseCorrections(db: Source, caseId: string): Promise<CorrectionRow[]> {
  const query = db.selectFrom('correction').selectAll().where('case_id', '=', caseId)
  return query.orderBy('asked_at', 'desc').limit(100).execute()
}

export async function decideCorrectionRow(
  db: Source,
  id: string,
  values: Pick<CorrectionRow, 'state' | 'sealed_answer' | 'decided_by' | 'made_case_id'> & {
    readonly decided_at: string
  },
): Promise<void> {
  await db.updateTable('correction').set(values).where('id', '=', id).execute()
  await settleWorkItem(db, 'void', id, values.decided_at)
}

/** Nobody needs to decide on what has left the count with something larger. */
export async function dropPendingCorrections(db: Source, caseId: string, at: string): Promise<void> {
  const pending = db.updateTable('correction').set({ state: 'dropped' }).where('case_id', '=', caseId)
  const dropped = await pending.where('state', '=', 'pending').returning('id').execute()
  for (const { id } of dropped) await settleWorkItem(db, 'void', id, at)
}

/** The correction by which this case was made, from the one that faced the wrong way. */
export async function findSwapInto(db: Source, caseId: string): Promise<CorrectionRow | null> {
  const query = db.selectFrom('correction').selectAll().where('made_case_id', '=', caseId)
  return (await query.executeTakeFirst()) ?? null
}

/** Corrections that wait for the head, the oldest first. */
export async function listPendingCorrections(
  db: Source,
  scope: ApprovalScope,
  page: Page,
): Promise<ListedCorrection[]> {
  const all = db
    .selectFrom('correction as r')
    .innerJoin('case_file as c', 'c.id', 'r.case_id')
    .where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
    .where('r.state', '=', 'pending')
  const ofHeads = sql<SqlBool>`exists (select 1 from account as a where a.id = r.asked_by and a.role = 'head')`
  return (scope.ofHeads ? all.where(ofHeads) : all)
    .select(['r.id', 'r.kind', 'r.target_kind', 'r.case_id', 'r.asked_at', 'r.asked_by', 'c.number'])
    .orderBy('r.asked_at')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function insertVoided(db: Source, rows: readonly VoidedRow[]): Promise<void> {
  const insert = db.insertInto('voided').values([...rows])
  await insert.onConflict(on => on.columns(['target_kind', 'target_id']).doNothing()).execute()
}

/** All that was voided in one case. */
export async function listVoided(db: Source, caseId: string): Promise<VoidedRow[]> {
  return db.selectFrom('voided').selectAll().where('case_id', '=', caseId).execute()
}

export async function voidedIds(db: Source, caseId: string): Promise<ReadonlySet<string>> {
  return new Set((await listVoided(db, caseId)).map(row => row.target_id))
}

export async function isTargetVoided(db: Source, { kind, id }: Target): Promise<boolean> {
  const query = db.selectFrom('voided').select('target_id').where('target_kind', '=', kind)
  return (await query.where('target_id', '=', id).executeTakeFirst()) !== undefined
}

/** Tier 3: why it was asked for, or why it was declined. */
export async function openCorrection(db: Database, keyId: string, row: CorrectionRow, column: Sealed): Promise<string> {
  const sealed = row[column]
  return sealed === null ? '' : db.keys.unseal(keyId, correctionPlace(row.id, column), sealed)
}

export function targetOf(row: Pick<CorrectionRow, 'target_kind' | 'target_id'>): Target {
  const kind: TargetKind | undefined = targetKinds.find(each => each === row.target_kind)
  if (!kind) throw new Error(`a correction of the unknown kind ${row.target_kind}`)
  return { kind, id: row.target_id }
}
