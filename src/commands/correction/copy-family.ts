import { insertCaseLink, linkPlace, listCaseLinks } from '../../storage/case-link-store.ts'
import {
  insertConsent,
  insertOverride,
  listConsents,
  listOverrides,
  overridePlace,
} from '../../storage/consent-store.ts'
import { insertConflict, listConflictRows } from '../../storage/conference-sitting.ts'
import { reseal, type Copy } from './copy-case.ts'

/** To whom the case is closed because of a declared conflict: the swap opens it to none of them. */
export async function copyConflicts({ tx, from, caseId: case_id }: Copy): Promise<void> {
  for (const row of await listConflictRows(tx, from.id)) await insertConflict(tx, { ...row, case_id })
}

/** The household, and with whom may be shared what is known: her word, and the decisions against or without it. */
export async function copyFamily(copy: Copy): Promise<void> {
  const { tx, deps, from, caseId: case_id } = copy
  for (const row of await listCaseLinks(tx, from.id)) {
    const id = deps.newId()
    const sealed_link = await reseal(copy, row.sealed_link, linkPlace, { old: row.id, made: id })
    await insertCaseLink(tx, { ...row, id, case_id, sealed_link })
  }
  for (const row of await listConsents(tx, from.id)) await insertConsent(tx, { ...row, id: deps.newId(), case_id })
  for (const row of await listOverrides(tx, from.id)) {
    const id = deps.newId()
    const sealed_reason = await reseal(copy, row.sealed_reason, overridePlace, { old: row.id, made: id })
    await insertOverride(tx, { ...row, id, case_id, sealed_reason })
  }
}
