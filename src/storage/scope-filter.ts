import { sql, type Expression, type Kysely, type SqlBool } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import type { Schema } from './schema.ts'

/** The program's connection or a transaction on it. */
export type Source = Kysely<Schema>

export type Page = { readonly limit: number; readonly offset: number }

type ScopedColumns = { readonly caseId: string; readonly table: string }

/**
 * What a list may hold, as one condition over a table that carries region, district and category. Reach that names
 * nothing matches nothing. `listedOnly` is the business of the caller, who knows the clock.
 */
export function withinScope(scope: Scope, columns: ScopedColumns): Expression<SqlBool> {
  const column = (name: string) => sql.ref(`${columns.table}.${name}`)
  // Only the sides that name something: an `or` with an empty side keeps SQLite from using any index.
  const sides = [['district', scope.districts] as const, ['region', scope.regions] as const]
  const reached = sides.filter(([, names]) => names.length > 0).map(([name, names]) => oneOf(column(name), names))
  const parts = [reached.length > 0 ? sql<SqlBool>`(${sql.join(reached, sql` or `)})` : sql<SqlBool>`(1 = 0)`]
  if (scope.categories) parts.push(oneOf(column('category'), scope.categories))
  if (scope.closedOnly === true)
    parts.push(sql`exists (select 1 from own_case as own
    where own.case_id = ${sql.ref(columns.caseId)})`)
  if (scope.excluded.length > 0) {
    const caseId = sql.ref(columns.caseId)
    // What belongs to no case is closed to nobody.
    parts.push(sql`(${caseId} is null or not ${oneOf(caseId, scope.excluded)})`)
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`
}

function oneOf(column: Expression<unknown>, values: readonly string[]) {
  if (values.length === 0) return sql<SqlBool>`(1 = 0)`
  return sql<SqlBool>`(${column} in (${sql.join(values)}))`
}
