import { decide, type Actor } from '../../domain/access/decide.ts'
import { succeed, type Outcome } from '../../domain/fault.ts'
import { inForceOn } from '../../domain/reference/period.ts'
import { sheetBases } from '../../domain/reference/legal-basis.ts'
import { findAssessment, listStandingAssessments, type AssessmentRow } from '../../storage/assessment-store.ts'
import { findCase } from '../../storage/case-store.ts'
import { change } from '../../storage/change.ts'
import { listCaseMeasures, type MeasureRow } from '../../storage/measure-store.ts'
import { hasSheetNumber, insertPrintedSheet, type PrintedSheet } from '../../storage/printed-sheet-store.ts'
import { listEntries } from '../../storage/reference-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { proposeSheetNumber } from './sheet-number.ts'

export type PrintOrder = { readonly assessmentId: string; readonly language: PrintedSheet['language'] }

/**
 * Gives a sheet its number and records what it is printed from. The legal bases are those in force on the day of the
 * assessment: a case from before 2 March 2026 keeps the old law (kazakhstan.md §0.1).
 */
export async function printAssessment(
  deps: CommandDeps,
  actor: Actor,
  { assessmentId, language }: PrintOrder,
): Promise<Outcome<{ id: string }>> {
  const row = await findAssessment(deps.db.read, assessmentId)
  if (!row) return notFound()
  return change<Outcome<{ id: string }>>(deps.db, contextOf(deps, actor, row.region), async tx => {
    const one = await findCase(tx, row.case_id, toStamp(deps.now))
    const decision = one ? decide(actor, 'assessment.print', one, 3) : 'unreachable'
    if (decision !== 'allowed') {
      const entry = { action: 'assessment.print_refused', subject: `assessment:${assessmentId}` }
      return { value: decision === 'refused' ? refused() : notFound(), entries: [entry] }
    }
    const sheet = await makeSheet(tx, deps, actor, row, language)
    await insertPrintedSheet(tx, sheet)
    const details = { sheet: sheet.number, language }
    const entry = { action: 'assessment.printed', subject: `assessment:${assessmentId}`, details }
    return { value: succeed({ id: sheet.id }), entries: [entry] }
  })
}

async function makeSheet(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  row: AssessmentRow,
  language: PrintedSheet['language'],
): Promise<PrintedSheet> {
  const measures = await listMeasuresOf(tx, row)
  const about = { assessment_id: row.id, case_id: row.case_id, region: row.region, language }
  return {
    id: deps.newId(),
    number: await freeNumber(tx, deps),
    ...about,
    legal_bases: await listBases(tx, row, measures),
    measures: measures.map(measure => measure.id),
    printed_at: toStamp(deps.now),
    printed_by: actor.id,
  }
}

/** The measures of this assessment, and those of an earlier one that still wait. */
async function listMeasuresOf(tx: Source, row: AssessmentRow): Promise<MeasureRow[]> {
  const assessments = await listStandingAssessments(tx, row.case_id)
  const earlier = new Set(assessments.filter(one => one.submitted_at < row.submitted_at).map(one => one.id))
  const measures = await listCaseMeasures(tx, row.case_id)
  return measures.filter(one => one.assessment_id === row.id || (earlier.has(one.assessment_id) && one.state === 'due'))
}

async function listBases(tx: Source, row: AssessmentRow, measures: readonly MeasureRow[]): Promise<string[]> {
  const codes = new Set<string>([...sheetBases, ...measures.map(measure => measure.code)])
  const on = localDate(Temporal.Instant.from(row.submitted_at))
  const bases = inForceOn(await listEntries(tx, 'legal_basis'), on)
  return bases.filter(basis => codes.has(basis.code)).map(basis => basis.id)
}

async function freeNumber(tx: Source, deps: CommandDeps): Promise<string> {
  const year = deps.now.toZonedDateTimeISO(deps.calendar.zone).year
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const number = proposeSheetNumber(year, deps.newId())
    if (!(await hasSheetNumber(tx, number))) return number
  }
  throw new Error(`no free sheet number for ${year}`)
}
