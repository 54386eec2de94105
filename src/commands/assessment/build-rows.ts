import { dueAt, type Clock, type WorkingCalendar } from '../../domain/calendar/due.ts'
import { rankOf } from '../../domain/questionnaire/procedure.ts'
import type { AgendaItemRow } from '../../storage/agenda-store.ts'
import type { ConsentRow } from '../../storage/consent-store.ts'
import type { StoredAssessmentRow, DefinitionRow } from '../../storage/assessment-store.ts'
import { accountPlace, casePlace, type IncidentRow, type StoredCaseRow } from '../../storage/case-store.ts'
import type { Database } from '../../storage/database.ts'
import type { MeasureRow } from '../../storage/measure-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import { listingOf } from './agenda-rules.ts'
import { toldAtOf } from './case-facts.ts'
import { firstOfCase, sealAssessment } from './assessment-row.ts'
import type { CheckedAnswers, Submission } from './check-submission.ts'
import type { Definitions } from './definitions.ts'
import type { Judged } from './judge-answers.ts'
import { measureRows } from '../measure/measure-rows.ts'
import { buildParties } from '../person/build-parties.ts'
import type { PartyRows } from '../person/party-rows.ts'
import type { ResolvedParties } from '../person/resolve-parties.ts'
import { refusalRow } from './refuse-sharing.ts'

export type Opening = {
  readonly newId: () => string
  readonly now: Temporal.Instant
  readonly calendar: WorkingCalendar
  readonly region: string
  readonly district: string
  readonly officer: string
  /** The officer's agency. */
  readonly organisation: string
  readonly submission: Submission
  readonly checked: CheckedAnswers
  readonly definitions: Definitions
  readonly judged: Judged
  /** Durable before any row is written. */
  readonly keys: { readonly case: string; readonly victim: string; readonly perpetrator: string }
  /** What was decided about the people; absent where both are new to the register. */
  readonly parties?: ResolvedParties | undefined
}

/** Every row of a case that is being opened; its number is given in the transaction. */
export type CaseRows = {
  readonly people: readonly PartyRows[]
  readonly caseFile: Omit<StoredCaseRow, 'number'>
  readonly reassessmentUnit: Clock['unit']
  readonly incident: IncidentRow
  readonly assessment: StoredAssessmentRow
  readonly definitions: readonly DefinitionRow[]
  readonly measures: readonly MeasureRow[]
  readonly agendaItem: AgendaItemRow | null
  /** Where she refuses that her details are passed on. */
  readonly refusal: ConsentRow | null
}

type Keys = Database['keys']

export async function buildRows(keys: Keys, opening: Opening): Promise<CaseRows> {
  const ids = { case: opening.newId(), incident: opening.newId(), assessment: opening.newId() }
  const { region, district, organisation: organisation_id } = opening
  const origin = { district, organisation_id, case_id: ids.case }
  const [victim, perpetrator] = await buildParties({ keys }, { ...opening, origin })
  const caseFile = await buildCase(keys, opening, ids.case, victim.id, perpetrator.id)
  return {
    people: [victim, perpetrator],
    caseFile,
    reassessmentUnit: opening.definitions.procedure.reassessment[opening.judged.result.assessment.category].unit,
    incident: await buildIncident(keys, opening, ids),
    assessment: await buildAssessment(keys, opening, ids),
    definitions: buildDefinitions(opening, ids.assessment),
    measures: measureRows(opening, { id: ids.case, region, district }, ids.assessment, opening.judged.measures),
    agendaItem: buildAgendaItem(opening, ids.case),
    refusal: refusalRow(opening, opening.checked.answers, { ...opening, caseId: ids.case }),
  }
}

type Ids = { readonly case: string; readonly incident: string; readonly assessment: string }

async function buildCase(keys: Keys, opening: Opening, id: string, victim_id: string, perpetrator_id: string) {
  const { region, district, now, calendar, checked, definitions } = opening
  const { category, provisional } = opening.judged.result.assessment
  const { answers, relationship } = checked
  const text = (item: string) => String(answers[item]?.value ?? '')
  const contact = JSON.stringify(answers['safe_contact']?.value ?? null)
  const wishes = JSON.stringify({ wishes: text('wishes'), fears: text('fears') })
  return {
    id,
    region,
    district,
    victim_id,
    perpetrator_id,
    relationship,
    key_id: opening.keys.case,
    state: 'open',
    category,
    category_rank: rankOf(category),
    provisional: flag(provisional),
    reassess_by: toStamp(dueAt(now, definitions.procedure.reassessment[category], calendar)),
    sealed_contact: await keys.seal(opening.keys.case, casePlace(id, 'sealed_contact'), contact),
    sealed_wishes: await keys.seal(opening.keys.case, casePlace(id, 'sealed_wishes'), wishes),
    opened_at: toStamp(now),
    opened_by: opening.officer,
    officer_id: opening.officer,
  }
}

async function buildIncident(keys: Keys, opening: Opening, ids: Ids): Promise<IncidentRow> {
  const { region, now, checked, officer } = opening
  const account = String(checked.answers['incident_account']?.value ?? '')
  return {
    id: ids.incident,
    case_id: ids.case,
    region,
    sealed_account: await keys.seal(opening.keys.case, accountPlace(ids.incident), account),
    happened_at: toStamp(toldAtOf(checked.answers, opening)),
    recorded_at: toStamp(now),
    recorded_by: officer,
  }
}

async function buildAssessment(keys: Keys, opening: Opening, ids: Ids): Promise<StoredAssessmentRow> {
  const { region, district, officer, now: at, submission, checked, definitions, judged } = opening
  const { concern, priorCategory } = submission
  return sealAssessment(keys, opening.keys.case, {
    id: ids.assessment,
    caseId: ids.case,
    incidentId: ids.incident,
    region,
    district,
    officer,
    at,
    priorCategory,
    words: { concern, raise: null },
    answers: checked.answers,
    result: judged.result,
    procedure: definitions.procedure,
    lineage: firstOfCase,
  })
}

function buildDefinitions(opening: Opening, assessment_id: string): DefinitionRow[] {
  return opening.definitions.used.map(used => ({ assessment_id, region: opening.region, ...used }))
}

function buildAgendaItem(opening: Opening, case_id: string): AgendaItemRow | null {
  const { region, district, now, calendar, definitions, newId, judged } = opening
  const found = listingOf(definitions.procedure, judged.result.assessment, now, calendar)
  if (!found) return null
  const reasons = JSON.stringify(found.reasons)
  return { id: newId(), case_id, region, district, ...found, reasons, listed_at: toStamp(now), state: 'listed' }
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0
}
