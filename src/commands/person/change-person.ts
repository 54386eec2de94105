import type { Actor } from '../../domain/access/decide.ts'
import type { DetailReach } from '../../domain/access/detail-reach.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { buildIndexRows, insertIndexRows } from '../../storage/person-index.ts'
import { openProfiles } from '../../storage/person-search.ts'
import type { PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { closeCasesOfPerson } from '../own-person/close-own-case.ts'
import { placeOfDetail, type DetailOrigin } from './detail-origin.ts'
import { reachPerson } from './reach-person.ts'

type Prepared = {
  readonly write: (tx: Source) => Promise<void>
  readonly entry: Omit<AuditEntry, 'subject'>
  /** Whether the person is found by more from now on. */
  readonly reindexes?: boolean
  /** What was told last and says the same, of what may be shown. */
  readonly findTwin: (tx: Source, reach: DetailReach) => Promise<string | null>
  /** The entry of a second tap on the button, which stores nothing. */
  readonly again: string
}

type Place = { readonly own: PersonRow; readonly origin: DetailOrigin }

/**
 * One change of what is known of a person, by somebody who reaches them before and inside the transaction. It lies on
 * the record that the officer's own cases name, so that it stays with them when a merge is undone.
 */
export async function changePerson(
  deps: CommandDeps,
  actor: Actor,
  personId: string,
  prepare: (place: Place) => Promise<Prepared>,
): Promise<Outcome<{ id: string }>> {
  const wanted = { id: personId, action: 'person.record', tier: 3 } as const
  const reached = await reachPerson(deps, deps.db.read, actor, wanted)
  if (!reached.ok) return reached
  const place = placeOfDetail(actor, reached.value)
  const { own } = place
  const { write, entry, reindexes, findTwin, again } = await prepare(place)
  return changeOrRefuse(deps.db, contextOf(deps, actor, own.region), async tx => {
    const still = takeOrRefuse(await reachPerson(deps, tx, actor, wanted))
    const now = placeOfDetail(actor, still)
    const moved = now.own.id !== own.id || now.origin.case_id !== place.origin.case_id
    if (moved) throw new Refusal({ code: 'changed_meanwhile' })
    const twin = await findTwin(tx, still.reach)
    if (twin !== null) {
      const entry = { action: again, subject: `person:${own.id}`, details: { known: twin } }
      return { value: succeed({ id: own.id }), entries: [entry] }
    }
    await write(tx)
    const entries: AuditEntry[] = [{ ...entry, subject: `person:${own.id}` }]
    if (reindexes) {
      await reindex(deps, tx, own)
      const records = still.records.map(record => record.id)
      entries.push(...(await closeCasesOfPerson(tx, deps, records, own.region)))
    }
    return { value: succeed({ id: own.id }), entries }
  })
}

async function reindex({ db }: CommandDeps, tx: Source, person: PersonRow): Promise<void> {
  const [found] = await openProfiles(db, [person], tx)
  if (found) await insertIndexRows(tx, buildIndexRows(db, person.id, found.profile))
}
