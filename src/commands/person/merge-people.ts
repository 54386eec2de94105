import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { listCasesOfPair, listCasesOfPeople } from '../../storage/case-people.ts'
import { change } from '../../storage/change.ts'
import { findDecisions, insertMerge, mergePlace } from '../../storage/person-decision-store.ts'
import { findStandingPerson, listRecords, setMergedInto, type PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, type CommandDeps } from '../deps.ts'
import { closeCasesOfPerson } from '../own-person/close-own-case.ts'
import { checkTexts } from './check-texts.ts'
import { reachPerson } from './reach-person.ts'

export type Merging = { readonly keptId: string; readonly mergedId: string; readonly reason: string }
type Pair = { readonly kept: PersonRow; readonly merged: PersonRow }

const reasonAtLeast = 10
const longestReason = 1000

/**
 * Lets one record stand for two. Nothing moves: cases, names and phones stay with the record that they were entered
 * on, so that undoing takes the link away and leaves both as they were.
 */
export async function mergePeople(deps: CommandDeps, actor: Actor, input: Merging): Promise<Outcome<{ id: string }>> {
  const checked = checkTexts({ reason: input.reason }, longestReason)
  if (!checked.ok) return checked
  if ([...checked.value.reason].length < reasonAtLeast) {
    return fail({ code: 'too_short', at: 'reason', details: { at_least: reasonAtLeast } })
  }
  const pair = await reachPair(deps, deps.db.read, actor, input)
  if (!pair.ok) return pair
  const { kept, merged } = pair.value
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(kept.key_id, mergePlace(id), checked.value.reason)
  return change(deps.db, { ...contextOf(deps, actor, kept.region), region: [kept.region, merged.region] }, async tx => {
    const still = await reachPair(deps, tx, actor, { ...input, keptId: kept.id, mergedId: merged.id })
    if (!still.ok) throw new Refusal(still.faults.map(fault => fault.code).join())
    await setMergedInto(tx, merged.id, kept.id)
    const row = { id, kept_id: kept.id, merged_id: merged.id, region: kept.region, action: 'merged', sealed_reason }
    await insertMerge(tx, { ...row, done_at: toStamp(deps.now), done_by: actor.id })
    const records = idsOf(await listRecords(tx, kept.id))
    const closed = await closeCasesOfPerson(tx, deps, records, kept.region)
    return {
      value: succeed({ id: kept.id }),
      entries: [...entriesOfMerge('person.merged', id, kept, merged), ...closed],
    }
  }).catch((error: unknown) => {
    if (error instanceof Refusal) return fail<{ id: string }>({ code: 'changed_meanwhile' })
    throw error
  })
}

/** One entry in the chain of each region. */
export function entriesOfMerge(action: string, merge: string, kept: PersonRow, merged: PersonRow) {
  const details = { merge, kept: kept.id, merged: merged.id }
  const regions = [...new Set([kept.region, merged.region])]
  return regions.map(region => ({ action, subject: `person:${kept.id}`, details, region }))
}

class Refusal extends Error {}

async function reachPair(deps: CommandDeps, db: Source, actor: Actor, { keptId, mergedId }: Merging) {
  const kept = await reachPerson(deps, db, actor, { id: keptId, action: 'person.merge', tier: 3 })
  if (!kept.ok) return kept
  const merged = await findStandingPerson(db, mergedId)
  if (!merged || !(await mayMerge(deps, db, actor, kept.value.standing, merged))) return notFound<Pair>()
  if (merged.id === kept.value.standing.id) return fail<Pair>({ code: 'same_record', at: 'other' })
  const [one, other] = [idsOf(kept.value.records), idsOf(await listRecords(db, merged.id))]
  const sides = [
    await listCasesOfPair(db, { victim: one, perpetrator: other }),
    await listCasesOfPair(db, { victim: other, perpetrator: one }),
  ]
  if (sides.flat().length > 0) return fail<Pair>({ code: 'same_person', at: 'other' })
  return succeed<Pair>({ kept: kept.value.standing, merged })
}

/** A record of another unit may be merged once an officer has said that it is the same person. */
async function mayMerge(deps: CommandDeps, db: Source, actor: Actor, kept: PersonRow, merged: PersonRow) {
  const reached = await reachPerson(deps, db, actor, { id: merged.id, action: 'person.merge', tier: 3 })
  if (reached.ok) return true
  const cases = await listCasesOfPeople(db, idsOf(await listRecords(db, merged.id)), toStamp(deps.now))
  if (!cases.some(one => !actor.excluded.includes(one.id))) return false
  return (await findDecisions(db, [kept.id])).get(merged.id) === 'same'
}

function idsOf(records: readonly PersonRow[]): string[] {
  return records.map(record => record.id)
}
