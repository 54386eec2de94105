import type { Assessment } from '../assessment/assess.ts'
import type { WorkingCalendar } from '../calendar/due.ts'
import { dueAt } from '../calendar/due.ts'
import type { Answers } from '../questionnaire/answer-value.ts'
import type { Category, Clock, Measure, Procedure } from '../questionnaire/procedure.ts'
import { rankOf } from '../questionnaire/procedure.ts'
import type { Facts } from '../questionnaire/truth.ts'
import { evaluate } from '../questionnaire/truth.ts'

export type PlannedMeasure = {
  readonly code: string
  readonly obligation: 'mandatory' | 'considered'
  readonly owner: Measure['owner']
  readonly dueAt: Temporal.Instant
  readonly unit: Clock['unit']
  readonly every: Clock | null
}

export type PlanInput = {
  readonly procedure: Procedure
  readonly assessment: Pick<Assessment, 'category' | 'reasons' | 'recordsUnknown' | 'couldLift' | 'listing'>
  readonly answers: Answers
  readonly facts: Facts
  /** The moment of the category. */
  readonly at: Temporal.Instant
  readonly calendar: WorkingCalendar
  /** Plans what starts with this event instead of with the category. */
  readonly event?: string | undefined
}

/**
 * The measures that start with the category, or those that start with the event, which then is the moment. A measure with an unknown
 * condition is left out, except where it would be mandatory at high or extreme: there a doubt must not lose it.
 */
export function planMeasures(input: PlanInput): PlannedMeasure[] {
  const { procedure, assessment, answers, facts, at, calendar, event } = input
  const known = { ...factsOf(assessment), ...facts }
  return procedure.measures.flatMap(measure => {
    const duty = measure.by_category[assessment.category]
    if (!duty || measure.starts !== event || !isDue(measure, assessment.category, answers, known)) return []
    const soonest = measure.sooner?.find(each => evaluate(each.condition, answers, known) === 'yes')
    const within = soonest?.within ?? duty.within
    const { obligation, every = null } = duty
    const clock = { dueAt: dueAt(at, within, calendar), unit: within.unit }
    return [{ code: measure.code, obligation, owner: measure.owner, ...clock, every }]
  })
}

function isDue(measure: Measure, category: Category, answers: Answers, facts: Facts): boolean {
  if (!measure.when) return true
  const truth = evaluate(measure.when, answers, facts)
  if (truth !== 'unknown') return truth === 'yes'
  return measure.by_category[category]?.obligation === 'mandatory' && rankOf(category) >= rankOf('high')
}

/** Facts that the assessment itself tells; `rule_…` for every rule that held. */
function factsOf(assessment: PlanInput['assessment']): Facts {
  return {
    record_unknown: assessment.recordsUnknown.length > 0,
    could_lift: assessment.couldLift !== null,
    listed: assessment.listing.listed,
    ...Object.fromEntries(assessment.reasons.map(reason => [`rule_${reason.rule}`, true])),
  }
}
