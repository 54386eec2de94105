import type { Facts } from '../../domain/questionnaire/truth.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { findLastIncident, type CaseRow } from '../../storage/case-store.ts'
import { factsOfKnownPair } from '../assessment/case-facts.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { listCaseIdsOfPair } from '../assessment/standing-case.ts'
import type { CommandDeps } from '../deps.ts'

/**
 * What the program knows of a case whose two turn out to have met before: incidents and orders of all their cases, and
 * whether its own incident falls into the window of another's listing.
 */
export async function factsOfPairMet(
  deps: CommandDeps,
  one: CaseRow,
  pair: Pick<CaseRow, 'victim_id' | 'perpetrator_id'>,
): Promise<Facts> {
  const { read } = deps.db
  const last = await findLastAssessment(read, one.id)
  const incident = await findLastIncident(read, one.id)
  if (!last) return {}
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const { repeat_months: repeatMonths } = procedure.listing
  const others = (await listCaseIdsOfPair(read, pair)).filter(id => id !== one.id)
  const told = incident ? Temporal.Instant.from(incident.happened_at) : null
  const before = await factsOfKnownPair(deps, read, { caseIds: others, repeatMonths, toldAt: told }, {})
  const all = await factsOfKnownPair(deps, read, { caseIds: [...others, one.id], repeatMonths, toldAt: null }, {})
  const { repeat_within_window = false } = before
  return { ...all, repeat_within_window: repeat_within_window || last.facts['repeat_within_window'] === true }
}
