import type { Answers, AnswerValue, ChildAnswer, TickList } from './answer-value.ts'
import { answerOf, notAsked } from './answer-value.ts'
import type { Condition } from './condition.ts'

/** Kleene's strong three-valued logic: what is not known never counts as no. */
export type Truth = 'yes' | 'no' | 'unknown'

/** What the program knows of the case beside the answers. A fact that is not given is unknown. */
export type Facts = Readonly<Record<string, boolean | number>>

type ItemCondition = Extract<Condition, { readonly item: string }>
type FactCondition = Extract<Condition, { readonly fact: string }>

/** The children are asked in one item of the bank, which every bank has. */
export const childrenItem = 'children'

/** An item hidden because its own condition is false counts as no; an unanswered, unknown or refused one as unknown. */
export function evaluate(condition: Condition, answers: Answers, facts: Facts): Truth {
  if ('all' in condition) return allOf(truthsOf(condition.all, answers, facts))
  if ('any' in condition) return anyOf(truthsOf(condition.any, answers, facts))
  if ('not' in condition) return negate(evaluate(condition.not, answers, facts))
  if ('child' in condition) return evaluateChild(condition.child, answers)
  if ('fact' in condition) return evaluateFact(condition, facts)
  if ('item' in condition) return evaluateItem(condition, answers)
  return atLeast(condition.at_least, truthsOf(condition.of, answers, facts))
}

export function negate(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown'
  return truth === 'yes' ? 'no' : 'yes'
}

/** Whether at least `count` of the statements hold. */
export function atLeast(count: number, truths: readonly Truth[]): Truth {
  const yes = truths.filter(truth => truth === 'yes').length
  const open = truths.filter(truth => truth === 'unknown').length
  if (yes >= count) return 'yes'
  return yes + open >= count ? 'unknown' : 'no'
}

function allOf(truths: readonly Truth[]): Truth {
  return atLeast(truths.length, truths)
}

function anyOf(truths: readonly Truth[]): Truth {
  return atLeast(1, truths)
}

function truthsOf(conditions: readonly Condition[], answers: Answers, facts: Facts): Truth[] {
  return conditions.map(part => evaluate(part, answers, facts))
}

function evaluateFact(condition: FactCondition, facts: Facts): Truth {
  const fact = Object.hasOwn(facts, condition.fact) ? facts[condition.fact] : undefined
  if (fact === undefined) return 'unknown'
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no'
  return fact >= (condition.at_least ?? 1) ? 'yes' : 'no'
}

function evaluateChild(fact: string, answers: Answers): Truth {
  if (answers[notAsked].has(childrenItem)) return 'no'
  const children = answerOf(answers, childrenItem)?.value
  return isChildren(children) ? anyOf(children.map(child => truthOfWord(child.facts[fact]))) : 'unknown'
}

function evaluateItem(condition: ItemCondition, answers: Answers): Truth {
  if (answers[notAsked].has(condition.item)) return 'no'
  const value = answerOf(answers, condition.item)?.value
  if (value === undefined) return 'unknown'
  if (isTickList(value)) return evaluateTicks(condition, value)
  if (typeof value === 'number') return 'at_least' in condition && value >= condition.at_least ? 'yes' : 'no'
  return typeof value === 'string' ? evaluateWord(condition, value) : 'unknown'
}

function evaluateWord(condition: ItemCondition, value: string): Truth {
  if ('is' in condition && condition.is) {
    if (condition.is.includes(value)) return 'yes'
    return isOpen(value) ? 'unknown' : 'no'
  }
  return truthOfWord(value)
}

function evaluateTicks(condition: ItemCondition, list: TickList): Truth {
  const open = list.rest === 'no' ? 'no' : 'unknown'
  if ('ticked' in condition) return list.ticked.includes(condition.ticked) ? 'yes' : open
  if (!('ticked_at_least' in condition)) return 'unknown'
  const { of, ticked_at_least: wanted } = condition
  const ticked = of ? of.filter(option => list.ticked.includes(option)) : list.ticked
  if (ticked.length >= wanted) return 'yes'
  return of && of.length < wanted ? 'no' : open
}

function truthOfWord(word: string | undefined): Truth {
  return word === 'yes' || word === 'no' ? word : 'unknown'
}

function isOpen(value: string): boolean {
  return value === 'unknown' || value === 'refused'
}

function isTickList(value: AnswerValue): value is TickList {
  return typeof value === 'object' && 'ticked' in value
}

function isChildren(value: AnswerValue | undefined): value is readonly ChildAnswer[] {
  return Array.isArray(value)
}
