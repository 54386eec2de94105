import { clockUnitOf } from '../../domain/calendar/due.ts'
import type { Place } from '../../storage/seal.ts'
import { accountPlace, casePlace, insertCase, insertIncident, listStandingIncidents } from '../../storage/case-store.ts'
import type { CaseRow, StoredCaseRow } from '../../storage/case-store.ts'
import { findListedItem, insertAgendaItem } from '../../storage/agenda-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { findWorkItem, workItemId } from '../../storage/work-item-store.ts'
import type { CommandDeps } from '../deps.ts'
import { openReassessment } from '../follow-up/reassessment-work.ts'

/** A case that is written again under another id and another key. */
export type Copy = {
  readonly tx: Source
  readonly deps: CommandDeps
  readonly from: CaseRow
  readonly caseId: string
  readonly keyId: string
}

/** The same text under the key and in the place of the copy. */
export async function reseal(
  { deps, from, keyId }: Copy,
  sealed: string,
  place: (row: string) => Place,
  ids: { readonly old: string; readonly made: string },
): Promise<string> {
  const { keys } = deps.db
  return keys.seal(keyId, place(ids.made), await keys.unseal(from.key_id, place(ids.old), sealed))
}

/** The row of the case itself, with the two in each other's place. */
export async function copyCaseFile(copy: Copy, number: string, officer: string): Promise<StoredCaseRow> {
  const { from, caseId: id, keyId: key_id, tx } = copy
  const { listed: _, closed: __, ...row } = from
  const ids = { old: from.id, made: id }
  const sealed_contact = await reseal(copy, row.sealed_contact, at => casePlace(at, 'sealed_contact'), ids)
  const sealed_wishes = await reseal(copy, row.sealed_wishes, at => casePlace(at, 'sealed_wishes'), ids)
  const pair = { victim_id: from.perpetrator_id, perpetrator_id: from.victim_id }
  const made = { ...row, id, number, ...pair, key_id, sealed_contact, sealed_wishes, opened_by: officer }
  await insertCase(tx, made)
  const work = await findWorkItem(tx, workItemId('reassessment', from.id))
  if (work?.state === 'open') await openReassessment(tx, made, clockUnitOf(work.unit), work.opened_at)
  return made
}

/** The incidents that count; gives the id of each copy by that of its model. */
export async function copyIncidents(copy: Copy): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const row of await listStandingIncidents(copy.tx, copy.from.id)) {
    const id = copy.deps.newId()
    made.set(row.id, id)
    const sealed_account = await reseal(copy, row.sealed_account, accountPlace, { old: row.id, made: id })
    await insertIncident(copy.tx, { ...row, id, case_id: copy.caseId, sealed_account })
  }
  return made
}

/** Its place before the commission, with the clock that runs; gives the id of the item. */
export async function copyAgendaItem({ tx, deps, from, caseId }: Copy): Promise<string | null> {
  const item = await findListedItem(tx, from.id)
  if (!item) return null
  const id = deps.newId()
  await insertAgendaItem(tx, { ...item, id, case_id: caseId })
  return id
}
