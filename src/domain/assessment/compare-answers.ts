import type { Answer } from '../questionnaire/answer.ts'
import type { Bank } from '../questionnaire/bank.ts'

type Known = Readonly<Record<string, Answer>>

/** Words and people are no findings: two tellings of one thing would always differ. */
const notCompared = new Set(['text', 'safe_contact', 'person', 'date_time'])

/** The items of the bank whose answer is another than last time, in its order; an open answer equals none. */
export function compareAnswers(bank: Bank, before: Known, now: Known): string[] {
  return bank.items
    .filter(item => !notCompared.has(item.type) && settled(before[item.code]) !== settled(now[item.code]))
    .map(item => item.code)
}

function settled(answer: Answer | undefined): string {
  const value = answer?.value
  return value === undefined || value === 'unknown' || value === 'refused' ? '' : JSON.stringify(value)
}
