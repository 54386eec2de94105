import type { AgeBounds } from '../../domain/referral/party.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

/** By which day and which bounds people are counted by age. */
export type Counting = { readonly now: Temporal.Instant; readonly ages: AgeBounds }

export function countingOf(deps: CommandDeps): Counting {
  return { now: deps.now, ages: procedureOf(deps).crisis_centre.ages }
}

/** The procedure in force today: its clocks, reasons and terms count for every referral made today. */
export function procedureOf(deps: CommandDeps): Procedure {
  return chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
}
