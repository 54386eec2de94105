import type { Fault } from '../fault.ts'
import type { Bank, BankItem } from './bank.ts'
import type { Condition } from './condition.ts'
import { partsOf } from './condition.ts'
import type { FactKinds } from './known-facts.ts'

const openWords = ['unknown', 'refused']

/** `facts` are those that the condition may read; null in a bank, since at the scene none is known. */
export function faultsOfCondition(whole: Condition, bank: Bank, at: string, facts: FactKinds | null): Fault[] {
  return partsOf(whole).flatMap(part => {
    if ('fact' in part) return faultsOfFact(part, facts, `${at} ${part.fact}`)
    if ('child' in part) return faultsOfChild(part.child, bank, at)
    return 'item' in part ? faultsOfItem(part, bank, at) : []
  })
}

export function itemsOfConditions(conditions: readonly Condition[]): string[] {
  return conditions.flatMap(partsOf).flatMap(part => ('item' in part ? [part.item] : []))
}

function faultsOfFact(part: Extract<Condition, { fact: string }>, facts: FactKinds | null, at: string): Fault[] {
  if (!facts) return [{ code: 'fact_in_bank', at }]
  const kind = Object.hasOwn(facts, part.fact) ? facts[part.fact] : undefined
  if (!kind) return [{ code: 'unknown_fact', at }]
  return kind === 'flag' && part.at_least !== undefined ? [{ code: 'condition_does_not_fit_fact', at }] : []
}

function faultsOfChild(fact: string, bank: Bank, at: string): Fault[] {
  const known = bank.items.some(item => item.type === 'children' && item.facts.some(each => each.code === fact))
  return known ? [] : [{ code: 'unknown_child_fact', at: `${at} ${fact}` }]
}

function faultsOfItem(part: Extract<Condition, { item: string }>, bank: Bank, at: string): Fault[] {
  const item = bank.items.find(each => each.code === part.item)
  if (!item) return [{ code: 'unknown_or_later_item', at: `${at} ${part.item}` }]
  if (!fits(part, item)) return [{ code: 'condition_does_not_fit_item', at: `${at} ${part.item}` }]
  const options = optionsOf(item)
  return wordsOf(part)
    .filter(word => !options.includes(word))
    .map(word => ({ code: 'unknown_option', at: `${at} ${part.item} ${word}` }))
}

function fits(part: Extract<Condition, { item: string }>, item: BankItem): boolean {
  if ('ticked' in part || 'ticked_at_least' in part) return item.type === 'tick_list'
  if ('at_least' in part) return item.type === 'number'
  return item.type === 'yes_no' || (item.type === 'choice' && 'is' in part && part.is !== undefined)
}

function wordsOf(part: Extract<Condition, { item: string }>): readonly string[] {
  if ('ticked' in part) return [part.ticked]
  if ('ticked_at_least' in part) return part.of ?? []
  return 'is' in part ? (part.is ?? []) : []
}

function optionsOf(item: BankItem): readonly string[] {
  if (item.type === 'yes_no') return ['yes', 'no', ...openWords]
  if (item.type === 'tick_list') return item.options.map(option => option.code)
  return item.type === 'choice' ? [...item.options.map(option => option.code), ...openWords] : []
}
