import type { Answers } from '../../domain/questionnaire/answer.ts'
import type { Bank } from '../../domain/questionnaire/bank.ts'
import { visibleItems } from '../../domain/questionnaire/answer.ts'
import type { Facts } from '../../domain/questionnaire/truth.ts'

const open = new Set<unknown>(['unknown', 'refused'])

/** What the program itself knows of a case that is being opened: its first incident, no order, no sitting, no override. */
export function factsOfNewCase(bank: Bank, answers: Answers): Facts {
  return {
    incidents_12_months: 1,
    order_in_force: false,
    order_issued: false,
    after_sitting: false,
    consent_override: false,
    repeat_within_window: false,
    record_unknown: hasUnknownRecords(bank, answers),
  }
}

function hasUnknownRecords(bank: Bank, answers: Answers): boolean {
  const fromRecords = visibleItems(bank, answers).filter(item => item.from_records === true)
  return fromRecords.some(item => answers[item.code] === undefined || open.has(answers[item.code]?.value))
}
