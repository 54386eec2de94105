import { decide, type Actor } from '../../domain/access/decide.ts'
import { rankOf } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import { findAgendaItemOfCase, insertAgendaItem } from '../../storage/agenda-store.ts'
import {
  countIncidentsSince,
  listCasesOfPair,
  updateStanding,
  wasListedSince,
  type Pair,
} from '../../storage/case-people.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import { insertMeasures, listCaseMeasures } from '../../storage/measure-store.ts'
import { listRecords } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { CommandDeps } from '../deps.ts'
import type { ResolvedParties } from '../person/resolve-parties.ts'
import type { CaseRows } from './build-rows.ts'

/** What the register knows of a pair that is met again. */
export type StandingPair = {
  /** The open case that takes the new incident; null when all of them are beyond the actor's reach. */
  readonly caseFile: CaseRow | null
  readonly facts: Facts
}

/** Null when one of the two is new to the register. */
export async function findStandingPair(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  { victim, perpetrator }: ResolvedParties,
  repeatMonths: number,
): Promise<StandingPair | null> {
  if (!victim.known || !perpetrator.known) return null
  const pair: Pair = {
    victim: await recordsOf(db, victim.known.standing.id),
    perpetrator: await recordsOf(db, perpetrator.known.standing.id),
  }
  const rows = await listCasesOfPair(db, pair)
  if (rows.length === 0) return null
  const ids = rows.map(row => row.id)
  return { caseFile: await firstReached(deps, db, actor, ids), facts: await factsOf(deps, db, ids, repeatMonths) }
}

async function recordsOf(db: Source, standingId: string): Promise<string[]> {
  return (await listRecords(db, standingId)).map(record => record.id)
}

async function firstReached(deps: CommandDeps, db: Source, actor: Actor, ids: readonly string[]) {
  for (const id of ids) {
    const one = await findCase(db, id, toStamp(deps.now))
    if (one?.state === 'open' && decide(actor, 'interview.conduct', one, 3) === 'allowed') return one
  }
  return null
}

/** Months are calendar months of the place: to the day, also over leap years. */
async function factsOf(deps: CommandDeps, db: Source, ids: readonly string[], repeatMonths: number): Promise<Facts> {
  const local = deps.now.toZonedDateTimeISO(deps.calendar.zone)
  const since = (months: number) => toStamp(local.startOfDay().subtract({ months }).toInstant())
  return {
    incidents_12_months: 1 + (await countIncidentsSince(db, ids, since(12))),
    repeat_within_window: await wasListedSince(db, ids, since(repeatMonths)),
  }
}

/** Adds a further incident and assessment to a case: what is due already is not asked for twice. */
export async function insertFurtherRows(tx: Source, standing: CaseRow, rows: CaseRows): Promise<void> {
  const { category, category_rank, provisional, reassess_by, sealed_contact, sealed_wishes } = rows.caseFile
  const words = { sealed_contact, sealed_wishes }
  // A repeat never lowers the category: that is the head's decision.
  const lower = category_rank < rankOf(standing.category as Parameters<typeof rankOf>[0])
  const kept = { category: standing.category, category_rank: standing.category_rank, provisional: standing.provisional }
  const height = lower ? kept : { category, category_rank, provisional }
  const sooner = standing.reassess_by < reassess_by && lower ? standing.reassess_by : reassess_by
  await updateStanding(tx, standing.id, { ...height, ...words, reassess_by: sooner })
  const due = (await listCaseMeasures(tx, standing.id)).filter(measure => measure.state === 'due')
  await insertMeasures(
    tx,
    rows.measures.filter(measure => due.every(each => each.code !== measure.code)),
  )
  const item = await findAgendaItemOfCase(tx, standing.id)
  if (rows.agendaItem && item?.state !== 'listed') await insertAgendaItem(tx, rows.agendaItem)
}
