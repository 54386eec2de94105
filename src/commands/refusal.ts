import { fail, type Fault, type Outcome } from '../domain/fault.ts'
import { change, type Changed, type ChangeContext } from '../storage/change.ts'
import type { Database } from '../storage/database.ts'
import type { Source } from '../storage/scope-filter.ts'

/** Rolls a change back for reasons that its caller is told. */
export class Refusal extends Error {
  readonly faults: readonly Fault[]
  constructor(...faults: readonly Fault[]) {
    super(`refused: ${faults.map(fault => fault.code).join()}`)
    this.faults = faults
  }
}

/** What an outcome holds; inside a change its faults roll everything back. */
export function takeOrRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(...outcome.faults)
  return outcome.value
}

/** How often a change is tried that rests on the last assessment of its case; another may come between each time. */
const attempts = 3

/** Tries again where an assessment came between reading and writing: the work must read it anew. */
export async function untilLatest<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const done = await work()
    if (done.ok || attempt === attempts || !done.faults.some(fault => fault.code === 'superseded')) return done
  }
}

/** A change whose work may throw a `Refusal`: then nothing is stored and its faults come back. */
export async function changeOrRefuse<T>(
  db: Database,
  context: ChangeContext,
  work: (tx: Source) => Promise<Changed<Outcome<T>>>,
): Promise<Outcome<T>> {
  try {
    return await change(db, context, work)
  } catch (error) {
    if (error instanceof Refusal) return fail(...error.faults)
    throw error
  }
}

/** Thrown where another process was faster or somebody came between: no change, so no entry. */
export class NothingLeft extends Error {}

/** A change by the program itself, to which `nothing` comes down where its work throws `NothingLeft`. */
export async function changeOrNothing<T>(
  db: Database,
  context: ChangeContext,
  nothing: T,
  work: (tx: Source) => Promise<Changed<T>>,
): Promise<T> {
  try {
    return await change(db, context, work)
  } catch (error) {
    if (error instanceof NothingLeft) return nothing
    throw error
  }
}
