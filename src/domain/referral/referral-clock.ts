import { dueAt, type WorkingCalendar } from '../calendar/due.ts'
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
