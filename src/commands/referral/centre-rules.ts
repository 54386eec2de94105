import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { chooseDefinitions } from '../assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../deps.ts'

/** The procedure in force today: its clocks, reasons and terms count for every referral made today. */
export function procedureOf(deps: CommandDeps): Procedure {
  return chooseDefinitions(deps.questionnaires, todayOf(deps)).procedure
}
