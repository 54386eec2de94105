import type { Actor } from '../../domain/access/decide.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { checkIncident } from '../../domain/case/check-incident.ts'
import { readLocalMinute } from '../../domain/calendar/date.ts'
import { dueAt, sameDay } from '../../domain/calendar/due.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import {
  accountPlace,
  findIncidentAt,
  insertIncident,
  openIncident,
  updateCase,
  type CaseRow,
  type IncidentRow,
} from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { factsOfKnownPair } from '../assessment/case-facts.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { judgeAnew, settleAnew } from '../assessment/judge-anew.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { listCaseIdsOfPair } from '../assessment/standing-case.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { openReassessment } from '../follow-up/reassessment-work.ts'
import { reopenCase } from '../follow-up/reopen-case.ts'
import { closeOwnCase } from '../own-person/close-own-case.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal, untilLatest } from '../refusal.ts'

/** `happenedAt`: a local minute, `YYYY-MM-DDTHH:MM`. */
export type NewIncident = { readonly happenedAt: string; readonly account: string }

const permission = 'incident.add'
const longestAccount = 4000
/**
 * Adds a further incident to a case of the own district. The last assessment is judged again with it: a repeat within
 * the twelve months lists the case by itself, and the third incident raises it.
 */
export async function addIncident(
  deps: CommandDeps,
  actor: Actor,
  { caseId, ...told }: NewIncident & { readonly caseId: string },
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const reach = (tx: Source) => reachCaseOrRefuse(deps, tx, actor, permission, caseId)
  const births = await listBirths(deps, reached.value)
  return storeIncident(deps, actor, reached.value, { ...told, births }, reach)
}

/** `births`: those of the two that the one who tells may know of, for a fault must not betray any other. */
export type ToldIncident = NewIncident & { readonly births: readonly string[] }

/** The part that an incident from any agency shares. `reach` reads the case again inside the transaction. */
export async function storeIncident(
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  told: ToldIncident,
  reach: (tx: Source) => Promise<CaseRow>,
): Promise<Outcome<{ id: string }>> {
  const row = await buildIncident(deps, actor, one, told)
  return row.ok ? untilLatest(() => insertJudged(deps, actor, one, { told, row: row.value }, reach)) : row
}

async function insertJudged(
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  { told, row }: { readonly told: NewIncident; readonly row: IncidentRow },
  reach: (tx: Source) => Promise<CaseRow>,
): Promise<Outcome<{ id: string }>> {
  const anew = await judgeAnew(deps, actor, one.id, { facts: await readFacts(deps, one, row) })
  if (!anew.ok && !anew.faults.some(fault => fault.code === 'no_assessment')) return anew
  return changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    const still = await reach(tx)
    const twin = await findIncidentAt(tx, row)
    if (twin) return toldAgain(deps, still, twin, told.account)
    await insertIncident(tx, { ...row, region: still.region })
    const details = { incident: row.id, organisation: actor.organisation }
    const entry = { action: 'incident.recorded', subject: `case:${still.id}`, details }
    const settled = anew.ok ? await settleAnew(tx, deps, still, anew.value) : await awaitInterview(tx, deps, still)
    const closed = await closeOwnCase(tx, deps, still, still.region)
    return { value: succeed({ id: row.id }), entries: [entry, ...settled, ...closed] }
  })
}

/** A case without an assessment that stands waits for one: the interview will judge with this incident. */
async function awaitInterview(tx: Source, deps: CommandDeps, one: CaseRow): Promise<AuditEntry[]> {
  const at = toStamp(deps.now)
  const reopened = await reopenCase(tx, one, at)
  if (reopened.length === 0) return []
  const reassess_by = toStamp(dueAt(deps.now, sameDay, deps.calendar))
  await updateCase(tx, one.id, { reassess_by })
  await openReassessment(tx, { ...one, reassess_by }, sameDay.unit, at)
  return reopened
}

/** A second tap on the button is no second incident; another account of the minute must not be lost without a word. */
async function toldAgain({ db }: CommandDeps, one: CaseRow, twin: IncidentRow, account: string) {
  const text = checkTexts({ account }, longestAccount)
  if (!text.ok || (await openIncident(db, one.key_id, twin)) !== text.value.account) {
    throw new Refusal({ code: 'incident_known', at: 'happened_at' })
  }
  const entry = { action: 'incident.resubmitted', subject: `case:${one.id}`, details: { incident: twin.id } }
  return { value: succeed({ id: twin.id }), entries: [entry] }
}

async function buildIncident(
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  { happenedAt, account, births }: ToldIncident,
): Promise<Outcome<IncidentRow>> {
  const text = checkTexts({ account }, longestAccount)
  const happened = readLocalMinute(happenedAt, deps.calendar.zone)
  const faults = happened
    ? checkIncident(happened, births, deps.now, deps.calendar.zone)
    : [{ code: 'invalid_date', at: 'happened_at' }]
  if (!text.ok || !happened || faults.length > 0) return fail(...faults, ...(text.ok ? [] : text.faults))
  if (text.value.account === '') return fail({ code: 'required', at: 'account' })
  const id = deps.newId()
  return succeed({
    id,
    case_id: one.id,
    region: one.region,
    sealed_account: await deps.db.keys.seal(one.key_id, accountPlace(id), text.value.account),
    happened_at: toStamp(happened),
    recorded_at: toStamp(deps.now),
    recorded_by: actor.id,
  })
}

/** When the two of a case were born, for who reaches it. */
export function listBirths(deps: CommandDeps, one: CaseRow): Promise<string[]> {
  return Promise.all([one.victim_id, one.perpetrator_id].map(id => birthOf(deps, id)))
}

async function birthOf({ db }: CommandDeps, personId: string): Promise<string> {
  const row = await findPerson(db.read, personId)
  return row ? (await openPerson(db, row)).born_on : ''
}

async function readFacts(deps: CommandDeps, one: CaseRow, { happened_at }: IncidentRow) {
  const { read } = deps.db
  const last = await findLastAssessment(read, one.id)
  if (!last) return {}
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const caseIds = await listCaseIdsOfPair(read, one)
  const toldAt = Temporal.Instant.from(happened_at)
  return factsOfKnownPair(deps, read, { caseIds, repeatMonths: procedure.listing.repeat_months, toldAt }, {})
}
