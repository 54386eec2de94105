import { assess, type Assessment } from '../../domain/assessment/assess.ts'
import type { WorkingCalendar } from '../../domain/calendar/due.ts'
import { planMeasures, type PlannedMeasure } from '../../domain/measure/plan.ts'
import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Category } from '../../domain/questionnaire/procedure.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'
import type { Definitions } from './definitions.ts'

/** What `assessment.result` holds, as codes only; with it and the answers the assessment can be recomputed. */
export type StoredResult = {
  readonly facts: Facts
  readonly raised_to: Category | null
  readonly assessment: Assessment
  /** At a reassessment: items whose answer is another than at the one before. */
  readonly changed?: readonly string[]
}

export type Judged = { readonly result: StoredResult; readonly measures: readonly PlannedMeasure[] }

export type Judging = {
  readonly definitions: Definitions
  readonly answers: Answers
  readonly facts: Facts
  readonly raise: { readonly category: Category; readonly reason: string } | undefined
}

export function judge({ definitions, answers, facts, raise }: Judging): Assessment {
  const { bank, instruments, procedure } = definitions
  return assess({ bank, instruments, procedure, answers, facts, ...(raise ? { raise } : {}) })
}

/** One assessment with its measures, as of the instant of submission. */
export function judgeWithMeasures(judging: Judging, at: Temporal.Instant, calendar: WorkingCalendar): Judged {
  const { definitions, answers, facts, raise } = judging
  const assessment = judge(judging)
  const measures = planMeasures({ procedure: definitions.procedure, assessment, answers, facts, at, calendar })
  return { result: { facts, raised_to: raise?.category ?? null, assessment }, measures }
}
