import type { Procedure } from '../questionnaire/procedure.ts'

type Rule = Procedure['commission']['flag']

/**
 * When the mark of repetition ends: months to the local day after the last hearing or listing (procedure.md sections 6
 * and 7). The warning comes so many days before.
 */
export function flagOf(rule: Rule, since: Temporal.PlainDate) {
  const endsOn = since.add({ months: rule.months })
  return { endsOn, warnOn: endsOn.subtract({ days: rule.warning.amount }) }
}

/** Marks that began up to this day have come to their warning by `today`; some of the last days may still wait for it. */
export function lastSince(rule: Rule, today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: rule.warning.amount }).subtract({ months: rule.months })
}
