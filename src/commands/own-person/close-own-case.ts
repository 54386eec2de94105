import { joinProfiles, type Profile } from '../../domain/person/person.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { StoredCaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findOwnPeople, hasNotice, insertNotice, insertOwnCase } from '../../storage/own-person-store.ts'
import { openProfiles } from '../../storage/person-search.ts'
import { findStandingPerson, listRecords } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'

type Pair = Pick<StoredCaseRow, 'id' | 'region' | 'victim_id' | 'perpetrator_id'>
type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId'>

/**
 * Closes a case whose victim or perpetrator is one of the program's own people, inside the transaction that made it
 * theirs, and tells the reviewer. `region`: of the chain that takes the entries.
 */
export async function closeOwnCase(tx: Source, deps: Deps, one: Pair, region: string): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (const personId of [one.victim_id, one.perpetrator_id]) {
    const profile = await profileOfPerson(tx, deps, personId)
    const own = profile ? await findOwnPeople(deps.db, tx, profile) : []
    for (const { id } of own) entries.push(...(await linkCase(tx, deps, one, id, region)))
  }
  return entries
}

/** The same for every case of these records of one person, after it has become known by more. */
export async function closeCasesOfPerson(
  tx: Source,
  deps: Deps,
  records: readonly string[],
  region: string,
): Promise<AuditEntry[]> {
  const cases = await listCasesOfPeople(tx, records, toStamp(deps.now))
  const closed = []
  for (const one of cases) closed.push(...(await closeOwnCase(tx, deps, one, region)))
  return closed
}

/** One case of one own person; nothing when it is theirs already. */
export async function linkCase(
  tx: Source,
  { now, newId }: Deps,
  one: Pair,
  ownPersonId: string,
  region: string,
): Promise<AuditEntry[]> {
  const at = toStamp(now)
  if (!(await insertOwnCase(tx, { own_person_id: ownPersonId, case_id: one.id, closed_at: at }))) return []
  if (!(await hasNotice(tx, one.id))) {
    const told = { told_at: at, seen_at: null, seen_by: null }
    await insertNotice(tx, { id: newId(), case_id: one.id, region: one.region, ...told })
  }
  return [{ action: 'case.closed_to_own', subject: `case:${one.id}`, details: { own_person: ownPersonId }, region }]
}

async function profileOfPerson(tx: Source, { db }: Deps, personId: string): Promise<Profile | null> {
  const standing = await findStandingPerson(tx, personId)
  const records = standing ? await listRecords(tx, standing.id) : []
  const profiles = (await openProfiles(db, records, tx)).map(found => found.profile)
  return profiles.reduce<Profile | null>((one, other) => (one ? joinProfiles(one, other) : other), null)
}
