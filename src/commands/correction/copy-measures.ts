import { planAgain } from '../../domain/measure/plan-again.ts'
import { kindOfMeasure } from '../../domain/referral/provider.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { insertMeasures, listCaseMeasures, notePlace, type MeasureRow } from '../../storage/measure-store.ts'
import { definitionsOf } from '../assessment/definitions.ts'
import { categoryOrNull } from '../assessment/settle-result.ts'
import { measureRows } from '../measure/measure-rows.ts'
import { reseal, type Copy } from './copy-case.ts'

/**
 * All measures, done or due, as steps of the assessment that counts; gives the id of each copy by that of its model. A
 * referral told a helper of the wrong one of the two and ends with the case that is voided: its measure is due anew.
 */
export async function copyMeasures(copy: Copy, assessmentId: string): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  const rows = []
  const all = await listCaseMeasures(copy.tx, copy.from.id)
  for (const row of all) {
    if (isDoneReferral(row)) continue
    const id = copy.deps.newId()
    made.set(row.id, id)
    const sealed_note = row.sealed_note && (await reseal(copy, row.sealed_note, notePlace, { old: row.id, made: id }))
    rows.push({ ...row, id, case_id: copy.caseId, assessment_id: assessmentId, sealed_note })
  }
  await insertMeasures(copy.tx, [...rows, ...(await planReferrals(copy, assessmentId, all))])
  return made
}

const isDoneReferral = ({ code, state }: MeasureRow) => state === 'done' && kindOfMeasure[code] !== undefined

async function planReferrals(
  { tx, deps, from, caseId }: Copy,
  assessmentId: string,
  all: readonly MeasureRow[],
): Promise<MeasureRow[]> {
  const due = new Set(all.filter(each => each.state === 'due').map(each => each.code))
  const done = all.filter(each => isDoneReferral(each) && !due.has(each.code))
  const [last, category] = [await findLastAssessment(tx, from.id), categoryOrNull(from.category)]
  if (!last || !category) return []
  const { procedure } = definitionsOf(deps.questionnaires, last.procedure_name, last.procedure_version)
  const codes = [...new Set(done.map(each => each.code))]
  const planned = codes.flatMap(code => planAgain(procedure, { code, category }, deps.now, deps.calendar) ?? [])
  return measureRows(deps, { ...from, id: caseId }, assessmentId, planned)
}
