import type { Actor } from '../../domain/access/decide.ts'
import type { OverrideGround, SharingAgency } from '../../domain/case/consent.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { endOfDay } from '../../domain/calendar/due.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import {
  insertOverride,
  listOverrides,
  openOverride,
  overridePlace,
  type OverrideRow,
} from '../../storage/consent-store.ts'
import { insertMeasures, listCaseMeasures, type MeasureRow } from '../../storage/measure-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { reachCase, reachCaseOrRefuse } from '../assessment/reach-case.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import { contextOf, type CommandDeps } from '../deps.ts'
import { planByAssessment } from '../measure/plan-by-assessment.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse } from '../refusal.ts'

export type NewOverride = {
  readonly caseId: string
  readonly agency: SharingAgency
  readonly ground: OverrideGround
  readonly reason: string
  /** The last local day on which it holds; empty for as long as the case is open. */
  readonly endsOn: string
}

const permission = 'consent.override'
const longestReason = 2000
const reasonAtLeast = 20

/**
 * The head of the unit lets one agency be told against or without her word, on a legal ground and with a reason. The
 * measures that an override makes possible start at once.
 */
export async function overrideConsent(
  deps: CommandDeps,
  actor: Actor,
  { caseId, agency, ground, endsOn, ...told }: NewOverride,
): Promise<Outcome<{ caseId: string }>> {
  const reached = await reachCase(deps, deps.db.read, actor, permission, caseId)
  if (!reached.ok) return reached
  const checked = checkTexts({ reason: told.reason }, longestReason)
  const faults = [
    ...(checked.ok ? [] : checked.faults),
    ...faultsOf(deps, checked.ok ? checked.value.reason : '', endsOn),
  ]
  if (!checked.ok || faults.length > 0) return fail(...faults)
  const id = deps.newId()
  const sealed_reason = await deps.db.keys.seal(reached.value.key_id, overridePlace(id), checked.value.reason)
  const measures = await planOverride(deps, reached.value)
  return changeOrRefuse(deps.db, contextOf(deps, actor, reached.value.region), async tx => {
    const one = await reachCaseOrRefuse(deps, tx, actor, permission, caseId)
    const by = { authorised_by: actor.id, recorded_at: toStamp(deps.now), recorded_by: actor.id }
    const ends_at = endsOn === '' ? null : toStamp(endOf(endsOn, deps))
    const twin = await findTwin(
      tx,
      deps,
      one,
      { agency, ground, ends_at, authorised_by: actor.id },
      checked.value.reason,
    )
    if (twin) {
      const again = { action: 'override.resubmitted', subject: `case:${caseId}`, details: { override: twin } }
      return { value: succeed({ caseId }), entries: [again] }
    }
    await insertOverride(tx, { id, case_id: one.id, region: one.region, agency, ground, sealed_reason, ...by, ends_at })
    const known = new Set((await listCaseMeasures(tx, one.id)).map(measure => measure.code))
    await insertMeasures(
      tx,
      measures.filter(measure => !known.has(measure.code)),
    )
    const details = { override: id, agency, ground }
    const entry = { action: 'consent.overridden', subject: `case:${one.id}`, details }
    return { value: succeed({ caseId }), entries: [entry] }
  })
}

type Same = Pick<OverrideRow, 'agency' | 'ground' | 'ends_at' | 'authorised_by'>

/** A second tap on the button stores nothing. */
async function findTwin(tx: Source, { db }: CommandDeps, one: CaseRow, told: Same, reason: string) {
  for (const row of await listOverrides(tx, one.id)) {
    const same = row.agency === told.agency && row.ground === told.ground && row.ends_at === told.ends_at
    if (!same || row.authorised_by !== told.authorised_by) continue
    if ((await openOverride(db, one.key_id, row)) === reason) return row.id
  }
  return null
}

function faultsOf(deps: CommandDeps, reason: string, endsOn: string): Fault[] {
  const faults: Fault[] = []
  if ([...reason].length < reasonAtLeast) {
    faults.push({ code: 'too_short', at: 'reason', details: { at_least: reasonAtLeast } })
  }
  if (endsOn !== '' && !isDate(endsOn)) faults.push({ code: 'invalid_date', at: 'ends_on' })
  else if (endsOn !== '' && Temporal.Instant.compare(endOf(endsOn, deps), deps.now) < 0) {
    faults.push({ code: 'override_ended', at: 'ends_on' })
  }
  return faults
}

function endOf(day: string, { calendar }: CommandDeps): Temporal.Instant {
  return endOfDay(Temporal.PlainDate.from(day), calendar.zone)
}

async function planOverride(deps: CommandDeps, one: CaseRow): Promise<MeasureRow[]> {
  const last = await findLastAssessment(deps.db.read, one.id)
  const category = categoryOrNull(one.category)
  // A case whose assessments were voided waits for the one that will plan its measures.
  if (!last || !category) return []
  return planByAssessment(deps, one, last, { category, facts: { consent_override: true } })
}
