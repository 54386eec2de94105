import type { Answers } from '../questionnaire/answer-value.ts'
import type { Procedure } from '../questionnaire/procedure.ts'
import type { Facts } from '../questionnaire/truth.ts'
import { evaluate } from '../questionnaire/truth.ts'
import type { TriggeredFamily } from './assessment.ts'

/** A family counts once, however many of its facts hold. */
export function findTriggers(procedure: Procedure, answers: Answers, facts: Facts): TriggeredFamily[] {
  return procedure.trigger_families
    .map(family => {
      const held = family.facts.filter(fact => evaluate(fact.condition, answers, facts) === 'yes')
      return {
        family: family.code,
        facts: held.map(fact => fact.code),
        critical: held.some(fact => fact.critical),
      }
    })
    .filter(family => family.facts.length > 0)
}
