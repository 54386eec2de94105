import { kindOfCriterion } from '../questionnaire/listing-criterion.ts'
import { evaluate } from '../questionnaire/truth.ts'
import type { Assessment, AssessmentInput, Findings } from './assessment.ts'
import { categorise, restsOnCountAlone } from './categorise.ts'
import { findLift, findUnknownRecords } from './find-lift.ts'
import { findTriggers } from './find-triggers.ts'
import { scoreAnswers } from './score.ts'

export type { Assessment, AssessmentInput, Raise, Reason, TriggeredFamily } from './assessment.ts'

/** Total: every set of validated answers has a category. */
export function assess({ bank, instruments, procedure, answers, facts, raise }: AssessmentInput): Assessment {
  const scores = instruments
    .filter(instrument => instrument.method !== 'structured_judgement')
    .map(instrument => scoreAnswers(instrument, answers, facts))
  const triggers = findTriggers(procedure, answers, facts)
  const findings: Findings = { procedure, answers, facts, scores, triggers, raise }
  const { category, reasons } = categorise(findings)
  const recordsUnknown = findUnknownRecords(bank, answers)
  // After the database check nothing more is waited for, whatever it has left unknown.
  const awaited = recordsUnknown.length > 0 && facts['records_checked'] !== true
  const provisional = awaited && restsOnCountAlone(findings, reasons, category)
  return {
    scores,
    triggers,
    category,
    provisional,
    reasons,
    couldLift: findLift(findings, instruments, category),
    recordsUnknown,
    listing: listCase(findings, category, provisional, reasons),
  }
}

/** A provisional category does not list by itself yet: its listing waits. */
function listCase(
  { procedure, answers, facts }: Findings,
  category: Assessment['category'],
  provisional: boolean,
  found: Assessment['reasons'],
): Assessment['listing'] {
  const reasons = procedure.listing.criteria
    .filter(criterion => {
      if (criterion.condition) return evaluate(criterion.condition, answers, facts) === 'yes'
      if (kindOfCriterion(procedure, criterion) === 'rule') return found.some(each => each.rule === criterion.code)
      return procedure.listing.categories.includes(category) && !provisional
    })
    .map(criterion => criterion.code)
  return { listed: reasons.length > 0, reasons }
}
