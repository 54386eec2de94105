import type { Actor } from '../../domain/access/decide.ts'
import type { Fault } from '../../domain/fault.ts'
import { listCasesOfPair } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { findPerson, findStandingPerson, listRecords } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import type { CommandDeps } from '../deps.ts'
import { parts } from '../person/party-decision.ts'
import type { ResolvedParties } from '../person/resolve-parties.ts'
import { reachCase } from './reach-case.ts'

/** What the register knows of a pair that is met again. */
export type StandingPair = {
  /** The open case that takes the new incident; null when all of them are beyond the actor's reach. */
  readonly caseFile: CaseRow | null
  /** All cases of the pair, the newest first. */
  readonly caseIds: readonly string[]
}

/** Null when one of the two is new to the register or they have no case together. */
export async function findStandingPair(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  { victim, perpetrator }: ResolvedParties,
): Promise<StandingPair | null> {
  if (!victim.known || !perpetrator.known) return null
  const pair = { victim_id: victim.known.standing.id, perpetrator_id: perpetrator.known.standing.id }
  const caseIds = await listCaseIdsOfPair(db, pair)
  return caseIds.length === 0 ? null : { caseFile: await firstReached(deps, db, actor, caseIds), caseIds }
}

/** The cases of these two, by whichever record each of them names the people. */
export async function listCaseIdsOfPair(
  db: Source,
  { victim_id, perpetrator_id }: Pick<CaseRow, 'victim_id' | 'perpetrator_id'>,
): Promise<string[]> {
  const pair = { victim: await recordsOf(db, victim_id), perpetrator: await recordsOf(db, perpetrator_id) }
  return (await listCasesOfPair(db, pair)).map(row => row.id)
}

/** All records of the person whom this one names. */
export async function recordsOf(db: Source, id: string): Promise<string[]> {
  const standing = await findStandingPerson(db, id)
  return (await listRecords(db, standing?.id ?? id)).map(record => record.id)
}

async function firstReached(deps: CommandDeps, db: Source, actor: Actor, ids: readonly string[]) {
  for (const id of ids) {
    const reached = await reachCase(deps, db, actor, 'case.reassess', id)
    if (reached.ok) return reached.value
  }
  return null
}

/** The fault of a pair that got its case, or of a person who was merged, between reading and writing. */
export async function findChangedParty(
  deps: CommandDeps,
  tx: Source,
  actor: Actor,
  parties: ResolvedParties,
  caseId: string | null,
): Promise<Fault | null> {
  for (const part of parts) {
    const known = parties[part].known?.standing
    if (known && (await findPerson(tx, known.id))?.merged_into !== null) return { code: 'changed_meanwhile', at: part }
  }
  const pair = await findStandingPair(deps, tx, actor, parties)
  return (pair?.caseFile?.id ?? null) === caseId ? null : { code: 'changed_meanwhile', at: 'victim' }
}
