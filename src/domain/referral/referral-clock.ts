import { dueAt, type Clock, type WorkingCalendar } from '../calendar/due.ts'
import { categories, type Category, type Procedure } from '../questionnaire/procedure.ts'

export type CentreRules = Procedure['crisis_centre']

/** By when the receiver has to answer. */
export function answerDueAt(rules: CentreRules, urgency: Category, at: Temporal.Instant, calendar: WorkingCalendar) {
  return dueAt(at, rules.answer_within[urgency], calendar)
}

/** By when she is to be reached for the first time, counted from the acceptance. */
export function firstContactDueAt(
  rules: CentreRules,
  urgency: Category,
  at: Temporal.Instant,
  calendar: WorkingCalendar,
) {
  return dueAt(at, rules.first_contact_within[urgency], calendar)
}

export function categoryOrThrow(text: string): Category {
  const found = categories.find(each => each === text)
  if (!found) throw new Error(`a referral of the unknown urgency ${text}`)
  return found
}

type Step = { readonly after: Clock; readonly to: string }

/** Who is to know by now that it was not answered in time (procedure.md section 8); nobody before it is late. */
export function findRisen(
  late: Procedure['late'],
  urgency: Category,
  due: Temporal.Instant,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): string[] {
  const steps: readonly Step[] = urgency === 'extreme' ? late.referral_extreme : late.referral
  return steps.filter(step => isPast(stepAt(step, due, calendar), now)).map(step => step.to)
}

function stepAt({ after }: Step, due: Temporal.Instant, calendar: WorkingCalendar): Temporal.Instant {
  return after.amount === 0 ? due : dueAt(due, after, calendar)
}

function isPast(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) < 0
}
