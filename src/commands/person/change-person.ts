import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { change, type AuditEntry } from '../../storage/change.ts'
import { buildIndexRows, insertIndexRows } from '../../storage/person-index.ts'
import { openProfiles } from '../../storage/person-search.ts'
import type { PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { closeCasesOfPerson } from '../own-person/close-own-case.ts'
import { reachPerson, type ReachedPerson } from './reach-person.ts'

class Refusal extends Error {
  readonly outcome: Outcome<never>
  constructor(outcome: Outcome<never>) {
    super('the person can no longer be changed')
    this.outcome = outcome
  }
}

type Prepared = {
  readonly write: (tx: Source) => Promise<void>
  readonly entry: Omit<AuditEntry, 'subject'>
  /** Whether the person is found by more from now on. */
  readonly reindexes?: boolean
}

/** One change of the record that stands for a person, by somebody who reaches it before and inside the transaction. */
export async function changePerson(
  deps: CommandDeps,
  actor: Actor,
  personId: string,
  prepare: (person: ReachedPerson) => Promise<Prepared>,
): Promise<Outcome<{ id: string }>> {
  const wanted = { id: personId, action: 'person.record', tier: 3 } as const
  const reached = await reachPerson(deps, deps.db.read, actor, wanted)
  if (!reached.ok) return reached
  const { standing } = reached.value
  const { write, entry, reindexes } = await prepare(reached.value)
  return change(deps.db, contextOf(deps, actor, standing.region), async tx => {
    const still = await reachPerson(deps, tx, actor, wanted)
    if (!still.ok) throw new Refusal(fail(...still.faults))
    if (still.value.standing.id !== standing.id) throw new Refusal(fail({ code: 'changed_meanwhile' }))
    await write(tx)
    const entries: AuditEntry[] = [{ ...entry, subject: `person:${standing.id}` }]
    if (reindexes) {
      await reindex(deps, tx, standing)
      const records = still.value.records.map(record => record.id)
      entries.push(...(await closeCasesOfPerson(tx, deps, records, standing.region)))
    }
    return { value: succeed({ id: standing.id }), entries }
  }).catch((error: unknown) => {
    if (error instanceof Refusal) return error.outcome
    throw error
  })
}

async function reindex({ db }: CommandDeps, tx: Source, standing: PersonRow): Promise<void> {
  const [found] = await openProfiles(db, [standing], tx)
  if (found) await insertIndexRows(tx, buildIndexRows(db, standing.id, found.profile))
}
