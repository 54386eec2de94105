import { sql, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { WorkMoments, WorkPart, WorkScope } from '../domain/follow-up/work-scope.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'
import type { WorkItemRow } from './work-item-store.ts'

/** Tier 1: the number and the category of the case, no name. */
export type ListedWork = Pick<
  WorkItemRow,
  'id' | 'kind' | 'source_id' | 'case_id' | 'owner_role' | 'code' | 'unit' | 'opened_at' | 'due_at' | 'step'
> & { readonly number: string | null; readonly category: string | null }

const columns = [
  ...(['w.id', 'w.kind', 'w.source_id', 'w.case_id', 'w.owner_role', 'w.code', 'w.unit', 'w.opened_at'] as const),
  ...(['w.due_at', 'w.step', 'c.number', 'c.category'] as const),
] as const

/** Where a page of the list ended; the next one begins behind it. */
export type WorkPlace = { readonly due_at: string; readonly id: string }
export type WorkPage = { readonly limit: number; readonly behind?: WorkPlace | undefined }

/** The most urgent first. Desk by desk, because an index gives the order of one desk only. */
export async function listWork(
  db: Source,
  scope: WorkScope,
  part: WorkPart,
  moments: WorkMoments,
  page: WorkPage,
): Promise<ListedWork[]> {
  const desks = part === 'waiting' ? [scope.account] : scope.desks
  const lists = await Promise.all(desks.map(desk => listDesk(db, scope, desk, part, moments, page)))
  return lists.flat().toSorted(byUrgency).slice(0, page.limit)
}

function byUrgency(one: WorkPlace, other: WorkPlace): number {
  if (one.due_at !== other.due_at) return one.due_at < other.due_at ? -1 : 1
  return one.id < other.id ? -1 : 1
}

function listDesk(
  db: Source,
  scope: WorkScope,
  desk: string,
  part: WorkPart,
  moments: WorkMoments,
  page: WorkPage,
): Promise<ListedWork[]> {
  return listPage(partOf(db, scope, desk, part, moments), page)
}

/** One page of these items, the most urgent first. */
export function listPage(items: Items, { limit, behind }: WorkPage): Promise<ListedWork[]> {
  const rest = behind ? items.where(sql<SqlBool>`(w.due_at, w.id) > (${behind.due_at}, ${behind.id})`) : items
  return rest
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .select(columns)
    .orderBy('w.due_at')
    .orderBy('w.id')
    .limit(limit)
    .execute()
}

/**
 * Counts to `most` and no further, so that the page takes the same time however much there is. In the order of the
 * index, or PostgreSQL reads the whole table for a few rows that it does not find.
 */
export async function countWork(
  db: Source,
  scope: WorkScope,
  part: WorkPart,
  moments: WorkMoments,
  most: number,
): Promise<number> {
  const desks = part === 'waiting' ? [scope.account] : scope.desks
  const counts = await Promise.all(
    desks.map(async desk => {
      const some = partOf(db, scope, desk, part, moments).select('w.id').orderBy('w.due_at').limit(most).as('some')
      const count = sql<number>`cast(count(*) as integer)`.as('count')
      return (await db.selectFrom(some).select(count).executeTakeFirstOrThrow()).count
    }),
  )
  return Math.min(
    most,
    counts.reduce((sum, count) => sum + count, 0),
  )
}

function partOf(db: Source, scope: WorkScope, desk: string, part: WorkPart, moments: WorkMoments) {
  if (part === 'new') return newOf(db, scope, desk, moments)
  const open = db.selectFrom('work_item as w').where('w.state', '=', 'open')
  const lying = part === 'waiting' ? open.where('w.officer_id', '=', desk) : open.where('w.desk', '=', desk)
  return exclude(lying.where(conditionOf(part, scope, moments)), scope)
}

const newest = 200

// By an index of its own: among all that is due later what came today would have to be sought one by one.
function newOf(db: Source, scope: WorkScope, desk: string, { newSince, dayEndsAt }: WorkMoments) {
  const came = db.selectFrom('work_item').select('id').where('desk', '=', desk).where('state', '=', 'open')
  const last = came.where('opened_at', '>=', newSince).orderBy('opened_at', 'desc').limit(newest)
  const all = db.selectFrom('work_item as w').where('w.id', 'in', db.selectFrom(last.as('last')).select('last.id'))
  return exclude(all.where('w.due_at', '>', dayEndsAt), scope)
}

type Items = SelectQueryBuilder<Schema & { w: Schema['work_item'] }, 'w', object>

function exclude(wanted: Items, scope: WorkScope): Items {
  if (scope.excluded.length === 0) return wanted
  return wanted.where(eb => eb.or([eb('w.case_id', 'is', null), eb('w.case_id', 'not in', scope.excluded)]))
}

/** Work in hours that has just come is red only when it climbs to the head. */
function conditionOf(part: Exclude<WorkPart, 'new'>, scope: WorkScope, { at, redBefore, dayEndsAt }: WorkMoments) {
  switch (part) {
    case 'late':
      return sql<SqlBool>`(w.due_at < ${at} and not (w.unit = 'h' and w.due_at >= ${redBefore}))`
    case 'now':
      return sql<SqlBool>`(w.due_at >= ${redBefore} and w.due_at <= ${at} and w.unit = 'h')`
    case 'today':
      // Both bounds stand alone, so that the index is read from the first and not from what has long been late.
      return sql<SqlBool>`(w.due_at >= ${at} and w.due_at <= ${dayEndsAt} and not (w.due_at = ${at} and w.unit = 'h'))`
    case 'later':
      return sql<SqlBool>`(w.due_at > ${dayEndsAt})`
    case 'waiting':
      return sql<SqlBool>`(w.desk <> w.officer_id and w.desk not in (${sql.join(scope.desks)}))`
  }
}

/** What climbed to these desks because it was late elsewhere: the item, not the case behind it. */
export async function listClimbed(
  db: Source,
  scope: WorkScope,
  page: WorkPage,
): Promise<(ListedWork & { readonly region: string })[]> {
  const open = db
    .selectFrom('work_item_step as s')
    .innerJoin('work_item as w', 'w.id', 's.item_id')
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .where('s.desk', 'in', scope.desks)
    .where('s.state', '=', 'open')
    .where('w.desk', 'not in', scope.desks)
  const { behind } = page
  const rest = behind ? open.where(sql<SqlBool>`(s.due_at, s.item_id) > (${behind.due_at}, ${behind.id})`) : open
  const reached =
    scope.excluded.length === 0
      ? rest
      : rest.where(eb => eb.or([eb('s.case_id', 'is', null), eb('s.case_id', 'not in', scope.excluded)]))
  return reached.select(columns).select('w.region').orderBy('s.due_at').orderBy('s.item_id').limit(page.limit).execute()
}
