import { toStamp } from '../../storage/stamp.ts'
import type { Database } from '../../storage/database.ts'
import type { CheckedAnswers } from '../assessment/check-submission.ts'
import type { DetailOrigin } from './detail-origin.ts'
import type { Part } from './party-decision.ts'
import { buildParty, type PartyRows } from './party-rows.ts'
import { contactOf, type ResolvedParties } from './resolve-parties.ts'

export type Parties = {
  readonly newId: () => string
  readonly now: Temporal.Instant
  readonly officer: string
  readonly region: string
  /** Whose details these are from now on. */
  readonly origin: DetailOrigin
  readonly checked: CheckedAnswers
  /** What was decided about the people; absent where both are new to the register. */
  readonly parties?: ResolvedParties | undefined
  /** Durable before any row is written. */
  readonly keys: Readonly<Record<Part, string>>
}

/** What an interview leaves of its two people in the register, the victim first. */
export async function buildParties(db: Pick<Database, 'keys'>, one: Parties): Promise<readonly [PartyRows, PartyRows]> {
  return [await buildSide(db, one, 'victim'), await buildSide(db, one, 'perpetrator')]
}

async function buildSide(db: Pick<Database, 'keys'>, one: Parties, part: Part): Promise<PartyRows> {
  const { newId, now, officer, region, origin, checked, parties, keys } = one
  const contact = part === 'victim' ? contactOf(checked) : null
  const person = { told: checked[part], contact, keyId: keys[part], resolved: parties?.[part] }
  return buildParty(db, { newId, at: toStamp(now), officer, region, origin, ...person })
}
