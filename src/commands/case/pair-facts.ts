import { countIncidentsWithin, isRepeat, localDayOf, type PairHistory } from '../../domain/case/repeat-clock.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import type { StoredCaseRow } from '../../storage/case-store.ts'
import { listPairCases, listPairInstants } from '../../storage/pair-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'

/** The months of rule 8 (procedure.md section 1). */
const countedMonths = 12

/**
 * What the register knows of the pair, in every district: its incidents of twelve months, and whether one that
 * happened at `newAt` brings the pair back. `newAt` is not among the stored incidents yet; null without a new one.
 */
export async function factsOfPair(
  deps: CommandDeps,
  db: Source,
  one: StoredCaseRow,
  { procedure, newAt }: { readonly procedure: Procedure; readonly newAt: Temporal.Instant | null },
): Promise<Facts> {
  const history = await readHistory(deps, db, one)
  const { zone } = deps.calendar
  const newOn = newAt && localDayOf(newAt, zone)
  const incidents = newOn ? [...history.incidents, newOn] : history.incidents
  return {
    incidents_12_months: countIncidentsWithin(incidents, localDayOf(deps.now, zone), countedMonths),
    repeat_within_window: newOn !== null && isRepeat(history, newOn, procedure.listing.repeat_months),
  }
}

async function readHistory({ now, calendar }: CommandDeps, db: Source, one: StoredCaseRow): Promise<PairHistory> {
  const ids = (await listPairCases(db, one)).map(row => row.id)
  const { incidents, listed } = await listPairInstants(db, ids, toStamp(now))
  const days = (instants: readonly string[]) => instants.map(at => localDayOf(Temporal.Instant.from(at), calendar.zone))
  return { incidents: days(incidents), listed: days(listed), heard: [] }
}
