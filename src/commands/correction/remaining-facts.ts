import { isRepeat, localDayOf } from '../../domain/case/repeat-clock.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { listListings } from '../../storage/agenda-store.ts'
import { listCaseAssessments, type AssessmentRow } from '../../storage/assessment-store.ts'
import { listStandingIncidents, type CaseRow, type IncidentRow } from '../../storage/case-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { factsOfKnownPair } from '../assessment/case-facts.ts'
import { listCaseIdsOfPair } from '../assessment/standing-case.ts'
import type { CommandDeps } from '../deps.ts'

type Standing = {
  readonly row: AssessmentRow
  /** The interview's assessment that it goes back to. */
  readonly origin: AssessmentRow
  readonly procedure: Procedure
}

/** What the register knows of the pair without the voided, as of the moment at which the case was last judged. */
export async function remainingFacts(
  tx: Source,
  deps: CommandDeps,
  one: CaseRow,
  { row, origin, procedure }: Standing,
): Promise<Facts> {
  const latest = (await listCaseAssessments(tx, one.id))[0] ?? row
  const then = { ...deps, now: Temporal.Instant.from(latest.submitted_at) }
  const caseIds = await listCaseIdsOfPair(tx, one)
  const { repeat_months: repeatMonths } = procedure.listing
  const facts = await factsOfKnownPair(then, tx, { caseIds, repeatMonths, toldAt: null }, row.facts)
  const told = (await listStandingIncidents(tx, one.id)).filter(each => each.recorded_at >= origin.submitted_at)
  const repeats = await Promise.all(told.map(each => isStillRepeat(tx, deps, caseIds, each, repeatMonths)))
  return { ...facts, repeat_within_window: repeats.includes(true) }
}

/** Only what was listed before the incident became known can be repeated by it. */
async function isStillRepeat(
  tx: Source,
  { calendar }: CommandDeps,
  caseIds: readonly string[],
  { happened_at, recorded_at }: IncidentRow,
  months: number,
): Promise<boolean> {
  const dayOf = (stamp: string) => localDayOf(Temporal.Instant.from(stamp), calendar.zone)
  const before = toStamp(Temporal.Instant.from(recorded_at).subtract({ milliseconds: 1 }))
  const listed = await listListings(tx, caseIds, before)
  return isRepeat({ incidents: [], listed: listed.map(dayOf), heard: [] }, dayOf(happened_at), months)
}
