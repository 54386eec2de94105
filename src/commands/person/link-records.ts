import type { Actor } from '../../domain/access/decide.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertMerge } from '../../storage/person-decision-store.ts'
import { listRecords, setMergedInto, type PersonRow } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import { closeCasesOfPerson } from '../own-person/close-own-case.ts'

export type RecordPair = { readonly kept: PersonRow; readonly merged: PersonRow }
export type Linking = RecordPair & { readonly id: string; readonly sealed_reason: string }

/** Inside the caller's transaction: from now on the kept record stands for both, and what is closed to its own people is so for both. */
export async function linkRecords(tx: Source, deps: CommandDeps, actor: Actor, one: Linking): Promise<AuditEntry[]> {
  const { id, kept, merged, sealed_reason } = one
  await setMergedInto(tx, merged.id, kept.id)
  const row = { id, kept_id: kept.id, merged_id: merged.id, region: kept.region, action: 'merged', sealed_reason }
  await insertMerge(tx, { ...row, done_at: toStamp(deps.now), done_by: actor.id })
  const records = (await listRecords(tx, kept.id)).map(record => record.id)
  const closed = await closeCasesOfPerson(tx, deps, records, kept.region)
  return [...entriesOfPair('person.merged', { merge: id }, one), ...closed]
}

/** One entry in the chain of each region. */
export function entriesOfPair(
  action: string,
  named: Readonly<Record<string, string>>,
  { kept, merged }: RecordPair,
): AuditEntry[] {
  const details = { ...named, kept: kept.id, merged: merged.id }
  const regions = [...new Set([kept.region, merged.region])]
  return regions.map(region => ({ action, subject: `person:${kept.id}`, details, region }))
}
