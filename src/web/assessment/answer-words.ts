import type { Answer } from '../../domain/questionnaire/answer.ts'
import { yesNoValues } from '../../domain/questionnaire/answer.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import type { Context } from '../http/route.ts'

/** An answer in the words of its question; empty for what takes more than a few words to say. */
export function answerWords({ locale, t }: Context<unknown, unknown>, item: BankItem, answer: Answer | undefined) {
  const value = answer?.value ?? 'unknown'
  const option = (code: string) => {
    const found = 'options' in item ? item.options.find(one => one.code === code) : undefined
    return found?.text[locale] ?? ''
  }
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return 'ticked' in value ? value.ticked.map(option).join(', ') : ''
  return yesNoValues.some(one => one === value) ? t(`answer-${value}`) : option(value)
}
