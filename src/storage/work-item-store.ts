import type { Selectable } from 'kysely'
import type { Clock } from '../domain/calendar/due.ts'
import { deskOf } from '../domain/follow-up/desk.ts'
import type { WorkKind } from '../domain/follow-up/work-item.ts'
import { insertMany } from './insert-many.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

export type WorkItemRow = Selectable<Schema['work_item']>
export type WorkItemStepRow = Selectable<Schema['work_item_step']>

/** `officer_id`: whose case or request it is; that person sees it among what waits for others. */
export type NewWorkItem = Pick<
  WorkItemRow,
  | 'source_id'
  | 'case_id'
  | 'region'
  | 'district'
  | 'organisation_id'
  | 'owner_role'
  | 'owner_id'
  | 'code'
  | 'opened_at'
  | 'due_at'
> & { readonly kind: WorkKind; readonly unit: Clock['unit']; readonly officer_id?: string | null }

/** Opens work in the transaction of its source, or opens it again. */
export async function openWorkItem(db: Source, item: NewWorkItem): Promise<void> {
  await openWorkItems(db, [item])
}

const owned = ['region', 'district', 'owner_role', 'organisation_id', 'owner_id', 'officer_id', 'desk'] as const
/** What work that is opened again has anew. */
const reopened = [...owned, 'unit', 'opened_at', 'due_at', 'climb_at', 'state', 'settled_at', 'step'] as const

export async function openWorkItems(db: Source, items: readonly NewWorkItem[]): Promise<void> {
  await insertMany(db, 'work_item', items.map(toRow), { replaces: reopened })
}

function toRow(item: NewWorkItem): WorkItemRow {
  const open = { state: 'open', settled_at: null, step: 0, climb_at: item.due_at }
  return {
    ...item,
    officer_id: item.officer_id ?? null,
    id: workItemId(item.kind, item.source_id),
    desk: deskOf(item),
    ...open,
  }
}

export function workItemId(kind: WorkKind, sourceId: string): string {
  return `${kind}-${sourceId}`
}

/** The work of this source is over, whatever came of it; one that is over stays so. */
export async function settleWorkItem(db: Source, kind: WorkKind, sourceId: string, at: string): Promise<void> {
  const id = workItemId(kind, sourceId)
  const settled = { state: 'settled', settled_at: at, climb_at: null }
  await db.updateTable('work_item').set(settled).where('id', '=', id).where('state', '=', 'open').execute()
  await endSteps(db, id)
}

/** Another due time begins the ladder anew; the same one changes nothing. */
export async function moveWorkItem(
  db: Source,
  kind: WorkKind,
  sourceId: string,
  dueAt: string,
  unit?: Clock['unit'],
): Promise<void> {
  const id = workItemId(kind, sourceId)
  const moved = await db
    .updateTable('work_item')
    .set({ due_at: dueAt, climb_at: dueAt, step: 0, ...(unit && { unit }) })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('due_at', '<>', dueAt)
    .returning('id')
    .executeTakeFirst()
  if (moved) await endSteps(db, id)
}

/** Lays open work of a place on another desk there; its clock and its ladder run on. */
export async function layWorkItem(
  db: Source,
  id: string,
  owner: Pick<WorkItemRow, 'owner_role' | 'owner_id'>,
): Promise<void> {
  const item = await findWorkItem(db, id)
  if (item?.state !== 'open') return
  const values = { ...owner, desk: deskOf({ ...item, ...owner }) }
  await db.updateTable('work_item').set(values).where('id', '=', id).execute()
}

/** What climbed is no longer shown on the desks to which it had come. */
async function endSteps(db: Source, itemId: string): Promise<void> {
  const open = db.updateTable('work_item_step').set({ state: 'over' }).where('item_id', '=', itemId)
  await open.where('state', '=', 'open').execute()
}

export async function findWorkItem(db: Source, id: string): Promise<WorkItemRow | null> {
  return (await db.selectFrom('work_item').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The open work of one case, the most urgent first. */
export async function listCaseWork(db: Source, caseId: string): Promise<WorkItemRow[]> {
  const query = db.selectFrom('work_item').selectAll().where('case_id', '=', caseId).where('state', '=', 'open')
  return query.orderBy('due_at').orderBy('id').limit(500).execute()
}

const ofAgencies = new Set(['centre', 'centre_supervisor', 'member'])

/**
 * Open work of a case that changes its district goes with it: what was named or lay with an organisation of the old
 * district lies with the role in the new one.
 */
export async function moveCaseWork(
  db: Source,
  caseId: string,
  place: { region: string; district: string },
): Promise<void> {
  for (const item of await listCaseWork(db, caseId)) {
    // An agency keeps what it was asked: it is named in the question, wherever the case goes.
    if (ofAgencies.has(item.owner_role) && item.organisation_id !== null) continue
    const owner = { ...item, ...place, owner_id: null, organisation_id: null }
    const values = { ...place, owner_id: null, organisation_id: null, officer_id: null, desk: deskOf(owner) }
    await db.updateTable('work_item').set(values).where('id', '=', item.id).execute()
    await endSteps(db, item.id)
  }
}

/** The steps by which an item climbed, the first first. */
export async function listSteps(db: Source, itemId: string): Promise<WorkItemStepRow[]> {
  const query = db.selectFrom('work_item_step').selectAll().where('item_id', '=', itemId)
  return query.orderBy('stood_at').orderBy('step').limit(100).execute()
}

/** A person's cases of a district and what is open of their work become another's; returns how many. */
export async function handOverItems(
  db: Source,
  { from, to, district }: { readonly from: string; readonly to: string; readonly district: string },
): Promise<{ readonly items: number; readonly cases: number }> {
  const open = db.updateTable('work_item').where('district', '=', district).where('state', '=', 'open')
  const owned = await open.set({ owner_id: to, desk: to }).where('desk', '=', from).returning('id').execute()
  await open.set({ officer_id: to }).where('officer_id', '=', from).execute()
  const cases = db.updateTable('case_file').set({ officer_id: to }).where('district', '=', district)
  const moved = await cases.where('officer_id', '=', from).returning('id').execute()
  return { items: owned.length, cases: moved.length }
}
