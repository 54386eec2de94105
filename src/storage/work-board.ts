import { sql, type SqlBool } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import { centreKinds } from '../domain/follow-up/work-item.ts'
import { withinScope, type Source } from './scope-filter.ts'
import { listPage, type ListedWork, type WorkPage } from './work-list.ts'

/**
 * Bounds of lateness, as the tables hold them: what was due before the first is late, before the last very late. Work in
 * hours is late from `redBefore`, as on everybody's day.
 */
export type Ages = {
  readonly now: string
  readonly redBefore: string
  readonly dayAgo: string
  readonly threeDaysAgo: string
}
export const ages = ['day', 'three_days', 'older'] as const
export type Age = (typeof ages)[number]

export type BoardRow = {
  readonly district: string
  readonly officer_id: string | null
  readonly name: string | null
} & Readonly<Record<Age, number>>

function workIn(db: Source, scope: Scope) {
  const all = db.selectFrom('work_item as w').where('w.state', '=', 'open')
  const ofPolice = all
    .where('w.kind', 'not in', centreKinds)
    .where(eb => eb.or([eb('w.kind', '<>', 'referral'), eb('w.case_id', 'is not', null)]))
  // Figures and their lists hold no case whose exclusion concerns the reader.
  return ofPolice.where(withinScope({ ...scope, categories: null }, { caseId: 'w.case_id', table: 'w' }))
}

function isLate({ now, redBefore }: Ages) {
  return sql<SqlBool>`(w.due_at < ${now} and (w.unit <> 'h' or w.due_at < ${redBefore}))`
}

function ofAge(age: Age, bounds: Ages) {
  const { dayAgo, threeDaysAgo } = bounds
  if (age === 'day') return sql<SqlBool>`(${isLate(bounds)} and w.due_at >= ${dayAgo})`
  if (age === 'three_days') return sql<SqlBool>`(w.due_at < ${dayAgo} and w.due_at >= ${threeDaysAgo})`
  return sql<SqlBool>`(w.due_at < ${threeDaysAgo})`
}

/** What is late, by district and officer, by how long. */
export async function countLate(db: Source, scope: Scope, bounds: Ages): Promise<BoardRow[]> {
  const sum = (age: Age) => sql<number>`cast(sum(case when ${ofAge(age, bounds)} then 1 else 0 end) as integer)`.as(age)
  const rows = await workIn(db, scope)
    .leftJoin('account as a', 'a.id', 'w.owner_id')
    .where(isLate(bounds))
    .select(['w.district', 'w.owner_id as officer_id', 'a.display_name as name'])
    .select([sum('day'), sum('three_days'), sum('older')])
    .groupBy(['w.district', 'w.owner_id', 'a.display_name'])
    .orderBy('w.district')
    .limit(500)
    .execute()
  return rows
}

export type BoardList = {
  readonly district: string
  /** Null: what lies with a role. */
  readonly officer: string | null
  readonly age: Age
}

/** The work behind one figure. */
export async function listLate(
  db: Source,
  scope: Scope,
  { district, officer, age }: BoardList,
  bounds: Ages,
  page: WorkPage,
): Promise<ListedWork[]> {
  const all = workIn(db, scope).where('w.district', '=', district).where(ofAge(age, bounds))
  const own = officer === null ? all.where('w.owner_id', 'is', null) : all.where('w.owner_id', '=', officer)
  return listPage(own, page)
}

/** Open extreme cases in which she was not reached yet. Tier 1. */
export async function listExtremeWithoutContact(db: Source, scope: Scope, limit: number) {
  return db
    .selectFrom('case_file as c')
    .where(withinScope(scope, { caseId: 'c.id', table: 'c' }))
    .where('c.state', '=', 'open')
    .where('c.category', '=', 'extreme')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('contact_record as r')
            .select('r.id')
            .whereRef('r.case_id', '=', 'c.id')
            .where('r.reached', '=', 1),
        ),
      ),
    )
    .select(['c.id', 'c.number', 'c.category', 'c.opened_at'])
    .orderBy('c.opened_at')
    .limit(limit)
    .execute()
}

/** Orders whose check is late. Tier 1. */
export async function listUncheckedOrders(db: Source, scope: Scope, at: string, limit: number) {
  return workIn(db, scope)
    .innerJoin('case_file as c', 'c.id', 'w.case_id')
    .where('w.kind', '=', 'measure')
    .where('w.code', '=', 'order_compliance')
    .where('w.due_at', '<', at)
    .select(['w.id', 'w.case_id', 'w.due_at', 'c.number', 'c.category'])
    .orderBy('w.due_at')
    .limit(limit)
    .execute()
}

/** How much is due on each day from one moment to another, by officer. Days are cut by the bounds given. */
export async function countDueBetween(db: Source, scope: Scope, from: string, to: string) {
  return workIn(db, scope)
    .leftJoin('account as a', 'a.id', 'w.owner_id')
    .where('w.due_at', '>=', from)
    .where('w.due_at', '<', to)
    .select(['w.owner_id', 'a.display_name as name'])
    .select(sql<number>`cast(count(*) as integer)`.as('count'))
    .groupBy(['w.owner_id', 'a.display_name'])
    .limit(500)
    .execute()
}
