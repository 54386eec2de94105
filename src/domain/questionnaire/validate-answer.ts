import { z } from 'zod'
import type { Fault, Outcome } from '../fault.ts'
import { fail, succeed } from '../fault.ts'
import type { Answer, AnswerValue } from './answer-value.ts'
import { yesNoValues } from './answer-value.ts'
import type { BankItem } from './bank.ts'
import { answerSources } from './bank.ts'
import { checkPastTime, checkText } from './check-text.ts'
import { checkChildren, checkPerson, checkSafeContact } from './validate-people.ts'

const sourced = z.strictObject({ value: z.unknown(), source: z.enum(answerSources).optional() })
const tickList = z.strictObject({
  ticked: z.array(z.string()).max(100),
  rest: z.enum(['no', 'unknown', 'refused']),
})
const digits = /^-?\d{1,9}$/

/**
 * Takes `{value, source}` or the bare value; a missing source is the item's default, else her words. `today` is
 * `YYYY-MM-DD` where the interview is held.
 */
export function validateAnswer(item: BankItem, raw: unknown, today: string): Outcome<Answer> {
  const given = isSourced(raw) ? sourced.safeParse(raw) : sourced.safeParse({ value: raw })
  if (!given.success) return fail({ code: 'unknown_source', at: item.code })
  const checked = checkValue(item, given.data.value, today)
  if (!checked.ok) return checked
  return succeed({ value: checked.value, source: given.data.source ?? item.default_source ?? 'her_words' })
}

function isSourced(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && Object.hasOwn(raw, 'value')
}

function checkValue(item: BankItem, raw: unknown, today: string): Outcome<AnswerValue> {
  switch (item.type) {
    case 'yes_no':
      return checkOption(raw, item.code, yesNoValues)
    case 'choice':
      return checkOption(raw, item.code, [...item.options.map(option => option.code), 'unknown', 'refused'])
    case 'tick_list':
      return checkTicks(item, raw)
    case 'number':
      return checkNumber(item, raw)
    case 'text':
      return checkFilled(checkText(raw, item.code, item.max_length), item.code)
    case 'date_time':
      return checkPastTime(raw, item.code, today)
    case 'safe_contact':
      return checkSafeContact(raw, item.code)
    case 'person':
      return checkPerson(raw, item.code, today)
    case 'children':
      return checkChildren(item, raw, today)
  }
}

function checkOption(raw: unknown, at: string, options: readonly string[]): Outcome<string> {
  if (typeof raw !== 'string') return fail({ code: 'wrong_shape', at })
  return options.includes(raw) ? succeed(raw) : fail({ code: 'unknown_option', at })
}

function checkFilled(text: Outcome<string>, at: string): Outcome<string> {
  return text.ok && text.value === '' ? fail({ code: 'blank', at }) : text
}

function checkNumber(item: Extract<BankItem, { type: 'number' }>, raw: unknown): Outcome<AnswerValue> {
  if (raw === 'unknown' || raw === 'refused') return succeed(raw)
  const value = typeof raw === 'string' && digits.test(raw) ? Number(raw) : raw
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return fail({ code: 'not_a_number', at: item.code })
  if (value >= item.min && value <= item.max) return succeed(value)
  return fail({ code: 'out_of_range', at: item.code, details: { min: item.min, max: item.max } })
}

function checkTicks(item: Extract<BankItem, { type: 'tick_list' }>, raw: unknown): Outcome<AnswerValue> {
  const parsed = tickList.safeParse(raw)
  if (!parsed.success) return fail({ code: 'wrong_shape', at: item.code })
  const { ticked, rest } = parsed.data
  const faults: Fault[] = []
  if (new Set(ticked).size < ticked.length) faults.push({ code: 'duplicate_option', at: item.code })
  const options = new Set(item.options.map(option => option.code))
  if (ticked.some(option => !options.has(option))) faults.push({ code: 'unknown_option', at: item.code })
  return faults.length > 0 ? fail(...faults) : succeed({ ticked, rest })
}
