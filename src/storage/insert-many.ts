import { sql, type CompiledQuery, type Insertable } from 'kysely'
import { kindOf } from './portable.ts'
import type { Schema } from './schema.ts'
import type { Source } from './scope-filter.ts'

/** Neither engine comes near its limit of parameters with so many rows of the widest table. */
const mostRows = 64

const queries = new Map<string, CompiledQuery<unknown>>()

/** `replaces`: the columns that a row already there, known by its `id`, takes over. */
export type Conflict = 'fails' | 'keeps_first' | { readonly replaces: readonly string[] }

/**
 * Inserts rows that all have the same columns. The statements hold 64 rows, 32, 16 … 1, so that few are ever built: for
 * many rows Kysely takes longer to write a statement than the engine to run it.
 */
export async function insertMany<T extends keyof Schema>(
  db: Source,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  conflict: Conflict = 'fails',
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  let size = mostRows
  for (let start = 0; start < rows.length; start += size) {
    while (size > rows.length - start) size /= 2
    const query = insertOf(db, { table, columns, size, conflict })
    const batch = rows.slice(start, start + size) as readonly Readonly<Record<string, unknown>>[]
    const parameters = batch.flatMap(row => columns.map(column => row[column]))
    await db.executeQuery({ ...query, parameters })
  }
}

type Shape = {
  readonly table: keyof Schema
  readonly columns: readonly string[]
  readonly size: number
  readonly conflict: Conflict
}

function insertOf(db: Source, shape: Shape): CompiledQuery<unknown> {
  const { table, columns, size, conflict } = shape
  const key = [kindOf(db), table, size, JSON.stringify(conflict), ...columns].join(' ')
  return queries.getOrInsertComputed(key, () => {
    const row = Object.fromEntries(columns.map(column => [column, ''])) as Insertable<Schema[typeof table]>
    const insert = db.insertInto(table).values(Array.from({ length: size }, () => row))
    const query = sql`${insert} ${endOf(conflict)}`.compile(db)
    if (query.parameters.length !== size * columns.length) throw new Error(`${table}: a value for each column`)
    return query
  })
}

function endOf(conflict: Conflict) {
  if (conflict === 'fails') return sql``
  if (conflict === 'keeps_first') return sql`on conflict do nothing`
  const set = conflict.replaces.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  return sql`on conflict (id) do update set ${sql.join(set)}`
}
