import type { Condition } from '../domain/questionnaire/condition.ts'

/** The condition in short English, with the codes of the files. */
export function describeCondition(condition: Condition): string {
  if ('all' in condition) return join(condition.all, ' and ')
  if ('any' in condition) return join(condition.any, ' or ')
  if ('not' in condition) return `not (${describeCondition(condition.not)})`
  if ('child' in condition) return `any child: ${condition.child}`
  if ('fact' in condition) return describeFact(condition)
  if ('item' in condition) return describeItem(condition)
  return `at least ${condition.at_least} of (${condition.of.map(describeCondition).join('; ')})`
}

function join(parts: readonly Condition[], word: string): string {
  return parts
    .map(part => ('all' in part || 'any' in part ? `(${describeCondition(part)})` : describeCondition(part)))
    .join(word)
}

function describeFact({ fact, at_least }: Extract<Condition, { fact: string }>): string {
  return `case: ${fact}${at_least === undefined ? '' : ` at least ${at_least}`}`
}

function describeItem(condition: Extract<Condition, { item: string }>): string {
  const { item } = condition
  if ('ticked' in condition) return `${item}: ${condition.ticked}`
  if ('ticked_at_least' in condition) {
    const many = condition.ticked_at_least === 1 ? 'any' : `at least ${condition.ticked_at_least}`
    return `${item}: ${many} of ${condition.of?.join(', ') ?? 'its options'}`
  }
  if ('at_least' in condition) return `${item} at least ${condition.at_least}`
  return `${item}: ${condition.is?.join(' or ') ?? 'yes'}`
}
