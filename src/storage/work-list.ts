import { sql, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { CaseSeat, WorkMoments, WorkPart, WorkScope } from '../domain/follow-up/work-scope.ts'
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
  const lists = await Promise.all(placesOf(scope, part).map(at => listDesk(db, scope, at, part, moments, page)))
  return lists.flat().toSorted(byUrgency).slice(0, page.limit)
}

/** A desk, for all that lies there or for these cases alone. */
type DeskPlace = { readonly desk: string; readonly cases: readonly string[] | null }

function placesOf(scope: WorkScope, part: WorkPart): readonly DeskPlace[] {
  const desks = part === 'waiting' ? [scope.account] : scope.desks
  const whole = desks.map(desk => ({ desk, cases: null }))
  return part === 'waiting' ? whole : [...whole, ...scope.seats]
}

function byUrgency(one: WorkPlace, other: WorkPlace): number {
  if (one.due_at !== other.due_at) return one.due_at < other.due_at ? -1 : 1
  return one.id < other.id ? -1 : 1
}

function listDesk(
  db: Source,
  scope: WorkScope,
  at: DeskPlace,
  part: WorkPart,
  moments: WorkMoments,
  page: WorkPage,
): Promise<ListedWork[]> {
  return listPage(partOf(db, scope, at, part, moments), page)
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
  const counts = await Promise.all(
    placesOf(scope, part).map(async at => {
      const some = partOf(db, scope, at, part, moments).select('w.id').orderBy('w.due_at').limit(most).as('some')
      const count = sql<number>`cast(count(*) as integer)`.as('count')
      return (await db.selectFrom(some).select(count).executeTakeFirstOrThrow()).count
    }),
  )
  return Math.min(
    most,
    counts.reduce((sum, count) => sum + count, 0),
  )
}

function partOf(db: Source, scope: WorkScope, at: DeskPlace, part: WorkPart, moments: WorkMoments) {
  if (part === 'new') return newOf(db, scope, at, moments)
  const { desk, cases } = at
  const open = db.selectFrom('work_item as w').where('w.state', '=', 'open')
  if (part === 'waiting') return exclude(withOthers(open, scope, desk), scope)
  const lying = open.where('w.desk', '=', desk).where(conditionOf(part, moments))
  return exclude(cases === null ? lying : lying.where('w.case_id', 'in', cases), scope)
}

/** What others have to do of one's own cases and requests, but for what one stands in for. */
function withOthers(open: Items, { desks, seats }: WorkScope, account: string): Items {
  const others = open
    .where('w.officer_id', '=', account)
    .where(sql<SqlBool>`(w.desk <> w.officer_id and w.desk not in (${sql.join(desks)}))`)
  return seats.reduce((rest, seat) => rest.where(apartFrom(seat)), others)
}

function apartFrom({ desk, cases }: CaseSeat) {
  return sql<SqlBool>`(w.desk <> ${desk} or w.case_id is null or w.case_id not in (${sql.join(cases)}))`
}

const newest = 200

// By an index of its own: among all that is due later what came today would have to be sought one by one.
function newOf(db: Source, scope: WorkScope, { desk, cases }: DeskPlace, { newSince, dayEndsAt }: WorkMoments) {
  const open = db.selectFrom('work_item').select('id').where('desk', '=', desk).where('state', '=', 'open')
  const came = cases === null ? open : open.where('case_id', 'in', cases)
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
function conditionOf(part: Exclude<WorkPart, 'new' | 'waiting'>, { at, redBefore, dayEndsAt }: WorkMoments) {
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
  }
}

/** What climbed to these desks because it was late elsewhere: the item, not the case behind it. */
export async function listClimbed(db: Source, scope: WorkScope, page: WorkPage): Promise<ListedWork[]> {
  const whole =
    scope.desks.length === 0
      ? []
      : [listClimbedTo(db, scope, sql<SqlBool>`(s.desk in (${sql.join(scope.desks)}))`, page)]
  const single = scope.seats.map(({ desk, cases }) => {
    return listClimbedTo(db, scope, sql<SqlBool>`(s.desk = ${desk} and s.case_id in (${sql.join(cases)}))`, page)
  })
  const rows = (await Promise.all([...whole, ...single])).flat()
  const once = [...new Map(rows.map(row => [row.id, row])).values()]
  return once.toSorted(byUrgency).slice(0, page.limit)
}

function listClimbedTo(
  db: Source,
  scope: WorkScope,
  to: Expression<SqlBool>,
  { limit, behind }: WorkPage,
): Promise<ListedWork[]> {
  const open = db
    .selectFrom('work_item_step as s')
    .innerJoin('work_item as w', 'w.id', 's.item_id')
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .where(to)
    .where('s.state', '=', 'open')
    .where('w.desk', 'not in', scope.desks)
  const others = scope.seats.reduce((left, seat) => left.where(apartFrom(seat)), open)
  const rest = behind ? others.where(sql<SqlBool>`(s.due_at, s.item_id) > (${behind.due_at}, ${behind.id})`) : others
  const reached =
    scope.excluded.length === 0
      ? rest
      : rest.where(eb => eb.or([eb('s.case_id', 'is', null), eb('s.case_id', 'not in', scope.excluded)]))
  return reached.select(columns).orderBy('s.due_at').orderBy('s.item_id').limit(limit).execute()
}
