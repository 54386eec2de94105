import { succeed, type Outcome } from '../../domain/fault.ts'
import { findAssessment } from '../../storage/assessment-store.ts'
import { findInterview } from '../../storage/interview-store.ts'
import { notFound, type CommandDeps } from '../deps.ts'
import type { Submitted } from './check-submission.ts'

/** Where an interview that was submitted before has led; a second submission leads there too. */
export async function earlierSubmission(deps: CommandDeps, assessmentId: string): Promise<Outcome<Submitted>> {
  const row = await findAssessment(deps.db.write, assessmentId)
  return row ? succeed({ assessmentId, caseId: row.case_id }) : notFound()
}

/** Of two submissions at once one wins, and whatever stopped the other, it finds the first; null when there is none. */
export async function findEarlier(deps: CommandDeps, interviewId: string): Promise<Outcome<Submitted> | null> {
  const assessmentId = (await findInterview(deps.db.write, interviewId))?.assessment_id
  return assessmentId ? earlierSubmission(deps, assessmentId) : null
}
