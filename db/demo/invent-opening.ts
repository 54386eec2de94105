import type { Opening } from '../../src/commands/assessment/build-rows.ts'
import { factsOfNewCase } from '../../src/commands/assessment/case-facts.ts'
import { checkAnswers, checkJudgement } from '../../src/commands/assessment/check-submission.ts'
import { chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import { judgeWithMeasures } from '../../src/commands/assessment/judge-answers.ts'
import { todayOf, type CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { succeed } from '../../src/domain/fault.ts'
import { inventAnswers } from './invent-answers.ts'
import { inventJudgement, orThrow } from './judgement.ts'
import type { Random } from './random.ts'

export type InventedOpening = Omit<Opening, 'keys'> & { readonly interviewId: string }

/** All that inventing needs: it stores nothing. */
export type InventDeps = Omit<CommandDeps, 'db'>

const days = 3 * 365
const minutesOfDay = 24 * 60

/** A case of the last three years, checked and judged by the same rules as a submission, not yet stored. */
export function inventOpening(deps: InventDeps, actor: Actor, random: Random): InventedOpening {
  const now = deps.now.subtract({ hours: random.below(days) * 24, minutes: random.below(minutesOfDay) })
  return inventOpeningNow({ ...deps, now }, actor, random)
}

/** The same at this very moment. */
export function inventOpeningNow(deps: InventDeps, actor: Actor, random: Random): InventedOpening {
  const { now } = deps
  const today = todayOf(deps)
  const definitions = chooseDefinitions(deps.questionnaires, today)
  const invented = inventAnswers(definitions.bank, random, Temporal.PlainDate.from(today))
  const interviewId = deps.newId()
  const submission = { interviewId, ...inventJudgement(random) }
  const faults = checkJudgement(definitions.procedure, submission)
  orThrow(faults.length > 0 ? { ok: false, faults } : succeed(null))
  const checked = orThrow(checkAnswers(definitions.bank, invented, today))
  const { answers } = checked
  const facts = factsOfNewCase(definitions.bank, answers)
  const judged = judgeWithMeasures({ definitions, answers, facts, raise: undefined }, now, deps.calendar)
  const { region, organisation } = actor
  const district = actor.district ?? region
  const edge = { newId: deps.newId, now, calendar: deps.calendar, region, district, officer: actor.id, organisation }
  return { ...edge, submission, checked, definitions, judged, interviewId }
}
