import type { Answers, AnswerValue, TickList } from '../questionnaire/answer-value.ts'
import { answerOf } from '../questionnaire/answer-value.ts'
import type { Bank, BankItem } from '../questionnaire/bank.ts'
import type { Category } from '../questionnaire/procedure.ts'
import { rankOf } from '../questionnaire/procedure.ts'
import { pruneHidden, visibleItems } from '../questionnaire/validate-answers.ts'
import type { AssessmentInput } from './assessment.ts'
import { assess } from './assess.ts'

/** A question still open, and the highest category that its answer alone could give. */
export type Turn = { readonly item: string; readonly gives: Category }

/**
 * Which single open answer would raise the category: each possible answer is tried by the same rules that judged.
 */
export function findTurns(input: AssessmentInput, category: Category): Turn[] {
  return openItems(input.bank, input.answers)
    .map(item => ({ item: item.code, gives: highestOf(input, item) }))
    .filter(turn => rankOf(turn.gives) > rankOf(category))
}

/** What was asked and stays open; free text, a date or a list of children is no open question. */
export function openItems(bank: Bank, answers: Answers): BankItem[] {
  return visibleItems(bank, answers).filter(item => decides(item) && isOpen(answers, item))
}

function decides({ type }: BankItem): boolean {
  return type === 'yes_no' || type === 'choice' || type === 'tick_list' || type === 'number'
}

function highestOf(input: AssessmentInput, item: BankItem): Category {
  const given = possibleAnswers(item, answerOf(input.answers, item.code)?.value)
  const found = given.map(value => {
    const answers = { ...input.answers, [item.code]: { value, source: 'her_words' as const } }
    return assess({ ...input, answers: pruneHidden(input.bank, answers) }).category
  })
  return found.reduce((one, other) => (rankOf(one) >= rankOf(other) ? one : other), 'low' as Category)
}

function possibleAnswers(item: BankItem, now: AnswerValue | undefined): AnswerValue[] {
  switch (item.type) {
    case 'yes_no':
      return ['yes']
    case 'choice':
      return item.options.map(option => option.code)
    case 'tick_list': {
      const ticked = isTickList(now) ? now.ticked : []
      const rest = isTickList(now) ? now.rest : 'unknown'
      return item.options.map(option => ({ ticked: [...new Set([...ticked, option.code])], rest }))
    }
    case 'number':
      return [item.max]
    default:
      return []
  }
}

function isOpen(answers: Answers, item: BankItem): boolean {
  const value = answerOf(answers, item.code)?.value
  if (value === undefined || value === 'unknown' || value === 'refused') return true
  return isTickList(value) && value.rest !== 'no'
}

function isTickList(value: AnswerValue | undefined): value is TickList {
  return typeof value === 'object' && 'ticked' in value
}
