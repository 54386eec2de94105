import type { Compilable, CompiledQuery } from 'kysely'
import type { Scope } from '../domain/access/scope.ts'
import { kindOf } from './portable.ts'
import type { Source } from './scope-filter.ts'

type Values = Readonly<Record<string, string | number>>
type Query<R> = { readonly compiled: CompiledQuery<R>; readonly names: readonly (string | null)[] }

/** Stands in the compiled query where a value of each run will stand. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query on the way of every page: built and compiled once for each engine instead of at each run. `build` sees
 * stand-ins in place of the values: it may put them into the query and not look at them.
 */
export function compileOnce<V extends Values, R>(build: (db: Source, given: V) => Compilable<R>) {
  const queries = new Map<string, Query<R>>()
  return (db: Source, values: V): Promise<R[]> => {
    const query = queries.getOrInsertComputed(kindOf(db), () => readSlots(build(db, slots as V).compile()))
    return run(db, query, values)
  }
}

/** The same for a list: once for each number of districts, regions, categories and exclusions of a scope. */
export function compileOnceScoped<V extends Values, R>(build: (db: Source, scope: Scope, given: V) => Compilable<R>) {
  const queries = new Map<string, Query<R>>()
  return (db: Source, scope: Scope, values: V): Promise<R[]> => {
    const { districts, regions, categories, excluded } = scope
    const shape = `${kindOf(db)} ${districts.length} ${regions.length} ${categories?.length} ${excluded.length}`
    const query = queries.getOrInsertComputed(shape, () => readSlots(build(db, slotScope(scope), slots as V).compile()))
    return run(db, query, { ...values, ...valuesOf(scope) })
  }
}

async function run<R>(db: Source, { compiled, names }: Query<R>, values: Values): Promise<R[]> {
  const parameters = names.map((name, place) => (name === null ? compiled.parameters[place] : values[name]))
  const query: CompiledQuery<R> = { ...compiled, parameters }
  return (await db.executeQuery(query)).rows
}

function readSlots<R>(compiled: CompiledQuery<R>): Query<R> {
  return { compiled, names: compiled.parameters.map(each => (each instanceof Slot ? each.name : null)) }
}

const slots: unknown = new Proxy({}, { get: (_, name) => new Slot(String(name)) })

const lists = ['districts', 'regions', 'categories', 'excluded'] as const

function slotScope(scope: Scope): Scope {
  const slots = lists.map(list => [list, scope[list]?.map((_, place) => new Slot(`${list} ${place}`)) ?? null])
  return { ...scope, ...(Object.fromEntries(slots) as Partial<Scope>) }
}

function valuesOf(scope: Scope): Values {
  const values: Record<string, string> = {}
  for (const list of lists) scope[list]?.forEach((value, place) => (values[`${list} ${place}`] = value))
  return values
}
