import type { Fault, Outcome } from '../fault.ts'
import { fail, succeed } from '../fault.ts'
import type { Answer, Answers, RawAnswers } from './answer-value.ts'
import { answerOf, notAsked } from './answer-value.ts'
import type { Bank, BankItem } from './bank.ts'
import type { Truth } from './truth.ts'
import { evaluate } from './truth.ts'
import { validateAnswer } from './validate-answer.ts'

type Walk = { readonly answers: Answers; readonly visible: readonly BankItem[]; readonly hidden: readonly string[] }

/** All faults at once. An answer to an item that the other answers hide is the fault `hidden_item`. */
export function validateAnswers(bank: Bank, raw: RawAnswers, today: string): Outcome<Answers> {
  const items = new Map(bank.items.map(item => [item.code, item]))
  const faults: Fault[] = []
  const valid: Record<string, Answer> = {}
  for (const [code, value] of Object.entries(raw)) {
    const item = items.get(code)
    if (!item) {
      faults.push({ code: 'unknown_item', at: code })
      continue
    }
    const checked = validateAnswer(item, value, today)
    if (checked.ok) valid[code] = checked.value
    else faults.push(...checked.faults)
  }
  const walk = walkBank(bank, valid)
  faults.push(...walk.hidden.map(at => ({ code: 'hidden_item', at })))
  return faults.length > 0 ? fail(...faults) : succeed(walk.answers)
}

/** The items to ask now, in the order of the bank: those without a condition, and those whose condition holds. */
export function visibleItems(bank: Bank, answers: Readonly<Record<string, Answer>>): readonly BankItem[] {
  return walkBank(bank, answers).visible
}

/** The answers without those that a changed earlier answer has hidden. */
export function pruneHidden(bank: Bank, answers: Readonly<Record<string, Answer>>): Answers {
  return walkBank(bank, answers).answers
}

/** Answers that cannot stand beside earlier ones, by the item that comes later. */
export function findContradictions(bank: Bank, answers: Answers): Fault[] {
  return bank.items
    .filter(item => item.contradiction && evaluate(item.contradiction, answers, {}) === 'yes')
    .map(item => ({ code: 'contradiction', at: item.code }))
}

/**
 * An interview from the first question to the last: `give` is asked for each item that what was said before lets be
 * asked. An answer that cannot stand beside the earlier ones is not taken.
 */
export function answerInOrder(bank: Bank, give: (item: BankItem) => Answer | null): Answers {
  const skipped = new Set<string>()
  const kept: Record<string, Answer> = {}
  const answers: Answers = Object.assign(kept, { [notAsked]: skipped })
  for (const item of bank.items) {
    const shown: Truth = item.when ? evaluate(item.when, answers, {}) : 'yes'
    if (shown === 'no') skipped.add(item.code)
    const answer = shown === 'yes' ? give(item) : null
    if (answer) kept[item.code] = answer
    if (answer && item.contradiction && evaluate(item.contradiction, answers, {}) === 'yes') delete kept[item.code]
  }
  return answers
}

/** Codes of the visible required items that have no answer. */
export function missingRequired(bank: Bank, answers: Answers): string[] {
  return visibleItems(bank, answers)
    .filter(item => item.required === true && !answerOf(answers, item.code))
    .map(item => item.code)
}

/** Conditions look back only, so one walk in the order of the bank settles what is asked. */
function walkBank(bank: Bank, given: Readonly<Record<string, Answer>>): Walk {
  const skipped = new Set<string>()
  const kept: Record<string, Answer> = {}
  const answers: Answers = Object.assign(kept, { [notAsked]: skipped })
  const visible: BankItem[] = []
  const hidden: string[] = []
  for (const item of bank.items) {
    const shown: Truth = item.when ? evaluate(item.when, answers, {}) : 'yes'
    const answer = Object.hasOwn(given, item.code) ? given[item.code] : undefined
    if (shown === 'no') skipped.add(item.code)
    if (shown === 'yes') visible.push(item)
    if (answer && shown === 'yes') kept[item.code] = answer
    if (answer && shown !== 'yes') hidden.push(item.code)
  }
  return { answers, visible, hidden }
}
