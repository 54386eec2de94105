import type { Bank, BankItem } from '../../domain/questionnaire/bank.ts'
import type { Condition } from '../../domain/questionnaire/condition.ts'
import type { LocalisedText } from '../../domain/questionnaire/text.ts'
import type { Locale, Translate } from '../../i18n/translator.ts'

type Options = readonly { readonly code: string; readonly text: LocalisedText }[]
type Words = { readonly bank: Bank; readonly locale: Locale; readonly t: Translate }
type ItemCondition = Extract<Condition, { readonly item: string }>

/** A condition of a file in the words of the questions that it asks about; what the bank lacks keeps its code. */
export function sayCondition(condition: Condition, words: Words): string {
  const { t } = words
  if ('all' in condition) return join(condition.all, t('condition-and'), words)
  if ('any' in condition) return join(condition.any, t('condition-or'), words)
  if ('not' in condition) return t('condition-not', { what: sayCondition(condition.not, words) })
  if ('child' in condition) return t('condition-child', { fact: sayFact(condition.child, words) })
  if ('fact' in condition) return t('condition-case', { fact: condition.fact, count: condition.at_least ?? 1 })
  if ('item' in condition) return sayItem(condition, words)
  return t('condition-some', { count: condition.at_least, of: join(condition.of, '; ', words) })
}

function join(parts: readonly Condition[], between: string, words: Words): string {
  return parts
    .map(part => ('all' in part || 'any' in part ? `(${sayCondition(part, words)})` : sayCondition(part, words)))
    .join(` ${between} `)
}

function sayItem(condition: ItemCondition, words: Words): string {
  const item = words.bank.items.find(each => each.code === condition.item)
  return `«${item?.text[words.locale] ?? condition.item}» – ${sayAnswer(condition, item, words)}`
}

function sayAnswer(condition: ItemCondition, item: BankItem | undefined, { locale, t }: Words): string {
  const options: Options = item && 'options' in item ? item.options : []
  const name = (code: string) => options.find(option => option.code === code)?.text[locale] ?? sayWord(code, t)
  if ('ticked' in condition) return name(condition.ticked)
  if ('ticked_at_least' in condition) {
    const of = (condition.of ?? options.map(option => option.code)).map(name).join('; ')
    return t('condition-some', { count: condition.ticked_at_least, of })
  }
  if ('at_least' in condition) return t('condition-number', { count: condition.at_least })
  return (condition.is ?? ['yes']).map(name).join(` ${t('condition-or')} `)
}

function sayWord(code: string, t: Translate): string {
  return ['yes', 'no', 'unknown', 'refused'].includes(code) ? t(`answer-${code}`) : code
}

function sayFact(code: string, { bank, locale }: Words): string {
  const facts = bank.items.flatMap(item => (item.type === 'children' ? item.facts : []))
  return facts.find(fact => fact.code === code)?.text[locale] ?? code
}
