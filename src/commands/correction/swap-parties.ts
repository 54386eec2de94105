import type { Actor } from '../../domain/access/decide.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { freeNumber } from '../assessment/submit-assessment.ts'
import type { CommandDeps } from '../deps.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { copyAssessment } from './copy-assessment.ts'
import { copyAgendaItem, copyCaseFile, copyIncidents, type Copy } from './copy-case.ts'
import { copyConflicts, copyFamily } from './copy-family.ts'
import { copyMeasures } from './copy-measures.ts'
import { copyOrders } from './copy-orders.ts'
import { moveContact } from './move-contact.ts'

/**
 * Writes a case again with victim and perpetrator in each other's place, under a key of its own: what counts and what
 * is due of it, with the clocks that run. Who was named to see where she is was named for somebody else, and is not
 * taken over. The caller voids the case that faced the wrong way.
 */
export async function swapParties(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  from: CaseRow,
  to: { readonly caseId: string; readonly keyId: string },
): Promise<AuditEntry[]> {
  const copy: Copy = { tx, deps, from, ...to }
  const made = await copyCaseFile(copy, await freeNumber(tx, deps, from.district), actor.id)
  const assessmentId = await copyAssessment(copy, await copyIncidents(copy))
  await copyOrders(copy, await copyMeasures(copy, assessmentId))
  const item = await copyAgendaItem(copy)
  await copyConflicts(copy)
  await copyFamily(copy)
  await moveContact(copy)
  const closed = await closeOwnCase(tx, deps, made, made.region)
  const subject = `case:${to.caseId}`
  const listed = item === null ? [] : [{ action: 'agenda_item.listed', subject, details: { agenda_item: item } }]
  return [{ action: 'case.opened', subject, details: { swapped_from: from.id } }, ...listed, ...closed]
}
