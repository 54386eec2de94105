import { pruneHidden, validateAnswer, type Answer } from '../questionnaire/answer.ts'
import type { Bank, BankItem } from '../questionnaire/bank.ts'

type Known = Readonly<Record<string, Answer>>

/**
 * What a reassessment takes over from the last one: what rarely changes and, where no new incident is told, the last
 * incident. An answer that the bank of today does not take is asked again.
 */
export function prefillAnswers(bank: Bank, last: Known, aboutNewIncident: boolean, today: string): Known {
  return takeOver(bank, last, today, item => isTakenOver(item, aboutNewIncident))
}

const ofHerAndTheIncident = new Set(['safe_contact', 'wishes', 'fears', 'victim', 'incident_at', 'incident_account'])

/** What a case of a further perpetrator takes over: who she is, how to reach her, and what happened when. */
export function prefillLinked(bank: Bank, last: Known, today: string): Known {
  return takeOver(bank, last, today, item => ofHerAndTheIncident.has(item.code))
}

function takeOver(bank: Bank, last: Known, today: string, takes: (item: BankItem) => boolean): Known {
  const kept: Record<string, Answer> = {}
  for (const item of bank.items) {
    const answer = Object.hasOwn(last, item.code) ? last[item.code] : undefined
    if (!answer || !takes(item)) continue
    const checked = validateAnswer(item, answer, today)
    if (checked.ok) kept[item.code] = checked.value
  }
  return pruneHidden(bank, kept)
}

function isTakenOver(item: BankItem, aboutNewIncident: boolean): boolean {
  return item.carried_over === true || (asksOfIncident(item) && !aboutNewIncident)
}

/** Alone, or as one of its options beside earlier times. */
function asksOfIncident(item: BankItem): boolean {
  if (item.period === 'this_incident') return true
  return item.type === 'choice' && item.options.some(option => option.code === 'this_incident')
}
