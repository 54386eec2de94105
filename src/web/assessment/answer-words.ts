import type { Answer } from '../../domain/questionnaire/answer.ts'
import { yesNoValues } from '../../domain/questionnaire/answer.ts'
import type { BankItem } from '../../domain/questionnaire/bank.ts'
import type { Context } from '../http/route.ts'

const nothing = '–'

/** An answer in the words of its question; a dash where nothing was asked, empty where words do not do. */
export function answerWords({ locale, t }: Context<unknown, unknown>, item: BankItem, answer: Answer | undefined) {
  if (!answer) return nothing
  const { value } = answer
  const option = (code: string) => {
    const found = 'options' in item ? item.options.find(one => one.code === code) : undefined
    return found?.text[locale] ?? ''
  }
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') {
    if (!('ticked' in value)) return ''
    return value.ticked.map(option).join(', ') || t(`answer-${value.rest}`)
  }
  return yesNoValues.some(one => one === value) ? t(`answer-${value}`) : option(value)
}
