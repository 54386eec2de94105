import {
  assessmentPlace,
  findLastAssessment,
  insertAssessment,
  insertDefinitions,
  listDefinitions,
  type AssessmentRow,
  type StoredAssessmentRow,
} from '../../storage/assessment-store.ts'
import { codingsPlace, insertStructuredJudgement, listJudgementsOf } from '../../storage/structured-judgement-store.ts'
import { firstOfCase } from '../assessment/assessment-row.ts'
import { reseal, type Copy } from './copy-case.ts'

/** The assessment that counts, as the first of the copy; empty where none stands. */
export async function copyAssessment(copy: Copy, incidents: ReadonlyMap<string, string>): Promise<string> {
  const { tx, deps, from, caseId } = copy
  const last = await findLastAssessment(tx, from.id)
  if (!last) return ''
  const id = deps.newId()
  const incident = incidents.get(last.incident_id) ?? [...incidents.values()].at(-1) ?? ''
  await insertAssessment(tx, { ...(await sealedRow(copy, last, id)), id, case_id: caseId, incident_id: incident })
  const used = (await listDefinitions(tx, last.id)).map(each => ({ ...each, assessment_id: id }))
  await insertDefinitions(tx, used, last.submitted_at)
  await copyJudgements(copy, last.id, id)
  return id
}

async function sealedRow(copy: Copy, last: AssessmentRow, id: string): Promise<StoredAssessmentRow> {
  const { key_id: _, result, facts, raised_to, changed, ...row } = last
  const ids = { old: last.id, made: id }
  return {
    ...row,
    ...firstOfCase,
    result: JSON.stringify({ facts, raised_to, changed, assessment: result }),
    sealed_answers: await reseal(copy, row.sealed_answers, at => assessmentPlace(at, 'sealed_answers'), ids),
    sealed_concern: await reseal(copy, row.sealed_concern, at => assessmentPlace(at, 'sealed_concern'), ids),
  }
}

async function copyJudgements(copy: Copy, from: string, assessment_id: string): Promise<void> {
  for (const row of await listJudgementsOf(copy.tx, from)) {
    const id = copy.deps.newId()
    const sealed_codings = await reseal(copy, row.sealed_codings, codingsPlace, { old: row.id, made: id })
    await insertStructuredJudgement(copy.tx, { ...row, id, assessment_id, case_id: copy.caseId, sealed_codings })
  }
}
