import type { Fault, Outcome } from '../../domain/fault.ts'
import { fail, succeed } from '../../domain/fault.ts'
import {
  findContradictions,
  missingRequired,
  pruneHidden,
  validateAnswers,
  type Answer,
  type Answers,
  type PersonAnswer,
} from '../../domain/questionnaire/answer.ts'
import type { ChildAnswer } from '../../domain/questionnaire/answer-value.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import type { Category, Procedure } from '../../domain/questionnaire/procedure.ts'
import { isBeforeBirth } from '../../domain/case/check-incident.ts'
import { findElderChildren, isSamePerson } from '../../domain/person/told-person.ts'
import type { PartyDecisions } from '../person/party-decision.ts'

export type Submission = {
  readonly interviewId: string
  /** The officer's own category, given before the score is seen. */
  readonly priorCategory: Category
  readonly concern: string
  /** What the officer said of the candidates and of numbers that do not fit. */
  readonly people?: PartyDecisions | undefined
}

export type Submitted = { readonly assessmentId: string; readonly caseId: string }

export type CheckedAnswers = {
  readonly answers: Answers
  readonly victim: PersonAnswer
  readonly perpetrator: PersonAnswer
  readonly relationship: string
}

/** All faults of the officer's own judgement. */
export function checkJudgement(procedure: Procedure, { concern }: Pick<Submission, 'concern'>): Fault[] {
  const least = procedure.judgement.concern_at_least
  return lengthOf(concern) < least ? [tooShort('concern', least)] : []
}

/** A raise needs a rule that allows it and a reason of that rule's length. */
export function checkRaise(procedure: Procedure, reason: string): Fault[] {
  const rule = procedure.rules.find(each => each.kind === 'judgement')
  if (rule?.kind !== 'judgement') return [{ code: 'raise_not_allowed', at: 'raise' }]
  return lengthOf(reason) < rule.reason_at_least ? [tooShort('reason', rule.reason_at_least)] : []
}

/** The answers as they will be judged: what later answers have hidden is dropped, the rest must be whole. */
export function checkAnswers(
  bank: Bank,
  draft: Readonly<Record<string, unknown>>,
  today: string,
): Outcome<CheckedAnswers> {
  const kept = pruneHidden(bank, draft as Readonly<Record<string, Answer>>)
  const valid = validateAnswers(bank, kept, today)
  if (!valid.ok) return valid
  const answers = valid.value
  const needed = new Set([...missingRequired(bank, answers), ...missingPair(answers)])
  const faults = [...[...needed].map(at => ({ code: 'required', at })), ...findContradictions(bank, answers)]
  if (faults.length > 0) return fail(...faults)
  const [victim, perpetrator] = [personOf(answers, 'victim'), personOf(answers, 'perpetrator')]
  if (isSamePerson(victim, perpetrator)) return fail({ code: 'same_person', at: 'perpetrator' })
  const births = [victim.born_on, perpetrator.born_on]
  if (isBeforeBirth(String(answers['incident_at']?.value ?? '9').slice(0, 10), births)) {
    return fail({ code: 'before_birth', at: 'incident_at' })
  }
  const elders = findElderChildren((answers['children']?.value ?? []) as readonly ChildAnswer[], [victim, perpetrator])
  if (elders.length > 0) return fail(...elders.map(at => ({ code: 'child_older', at: `children.${at}.born_on` })))
  return succeed({ answers, victim, perpetrator, relationship: String(answers['relationship']?.value) })
}

function missingPair(answers: Answers): string[] {
  return ['victim', 'perpetrator', 'relationship'].filter(item => answers[item] === undefined)
}

function personOf(answers: Answers, item: 'victim' | 'perpetrator'): PersonAnswer {
  return answers[item]?.value as PersonAnswer
}

function lengthOf(text: string): number {
  return [...text.trim()].length
}

function tooShort(at: string, least: number): Fault {
  return { code: 'too_short', at, details: { at_least: least } }
}
