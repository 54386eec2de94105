import type { AuditEntry } from '../../storage/change.ts'
import type { Database } from '../../storage/database.ts'
import { isUnseen } from '../../storage/case-people.ts'
import { insertDecision } from '../../storage/person-decision-store.ts'
import { insertMany } from '../../storage/insert-many.ts'
import { claimIin, insertIndexRows } from '../../storage/person-index.ts'
import { findStandingPerson } from '../../storage/person-store.ts'
import { listRecordIds } from '../../storage/related-cases.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { Refusal } from '../refusal.ts'
import { parts, type Part } from './party-decision.ts'
import type { PartyRows } from './party-rows.ts'

export type Newcomers = {
  readonly parties: readonly PartyRows[]
  /** Cases that are closed to the officer. */
  readonly excluded: readonly string[]
  /** Which side of the case each party is. */
  readonly sides?: readonly Part[]
}

/**
 * Stores what the parties of a case leave in the register, inside the caller's transaction. Refused when a number was
 * taken meanwhile by somebody whom the officer has not been shown; not when that is somebody who is closed to the
 * officer, because the refusal would tell of them: then the number stays with its holder, and both are found by it.
 */
export async function insertParties(tx: Source, keys: Database['keys'], newcomers: Newcomers): Promise<void> {
  const { parties } = newcomers
  await claimNumbers(tx, keys, newcomers)
  await insertMany(
    tx,
    'person',
    parties.flatMap(party => party.person ?? []),
  )
  await insertMany(
    tx,
    'person_alias',
    parties.flatMap(party => party.alias ?? []),
  )
  await insertMany(
    tx,
    'person_phone',
    parties.flatMap(party => party.phone ?? []),
  )
  await insertMany(
    tx,
    'iin_exception',
    parties.flatMap(party => party.exception ?? []),
  )
  await insertIndexRows(
    tx,
    parties.flatMap(party => party.index),
  )
  for (const decision of parties.flatMap(party => party.decisions)) await insertDecision(tx, decision)
}

// In one order for everybody: two transactions that claim the same two numbers cannot wait for each other.
async function claimNumbers(tx: Source, keys: Database['keys'], newcomers: Newcomers): Promise<void> {
  const { parties, excluded, sides = parts } = newcomers
  const claims = parties.flatMap((party, place) => (party.iin === '' ? [] : [{ party, place }]))
  claims.sort((one, other) => (one.party.iin < other.party.iin ? -1 : 1))
  for (const { party, place } of claims) {
    const holder = await claimIin(tx, keys, party.iin, party.id)
    if (holder === party.id) continue
    const standing = await standingId(tx, holder)
    const decided = party.decisions.some(decision => decision.other_id === standing)
    if (decided || standing === (await standingId(tx, party.id))) continue
    if (!(await isUnseen(tx, await listRecordIds(tx, holder), excluded)))
      throw new Refusal({ code: 'match_undecided', at: sides[place] ?? '' })
  }
}

async function standingId(tx: Source, id: string): Promise<string> {
  return (await findStandingPerson(tx, id))?.id ?? id
}

export function entriesOfParties(parties: readonly PartyRows[]): AuditEntry[] {
  return parties.flatMap(party => {
    const subject = `person:${party.id}`
    const decisions = party.decisions.map(({ other_id, decision }) => {
      return { action: 'match.decided', subject, details: { other: other_id, decision } }
    })
    const again = party.person
      ? []
      : [{ action: 'match.decided', subject, details: { other: party.id, decision: 'same' } }]
    const kept = party.exception ? [{ action: 'iin.kept', subject, details: { doubts: party.exception.doubts } }] : []
    return [...again, ...decisions, ...kept]
  })
}
