import { answerOf, notAsked } from '../questionnaire/answer-value.ts'
import type { Answers } from '../questionnaire/answer-value.ts'
import type { Bank } from '../questionnaire/bank.ts'
import { partsOf } from '../questionnaire/condition.ts'
import type { Instrument, ProratedSum, WeightedSum } from '../questionnaire/instrument.ts'
import type { Category } from '../questionnaire/procedure.ts'
import { higherOf, rankOf } from '../questionnaire/procedure.ts'
import type { Assessment, Findings } from './assessment.ts'
import { scoredOf } from './categorise.ts'
import { bandOf } from './codings.ts'

/** What the answers still open could make of the category, by the upper bound of the scored instruments. */
export function findLift(
  findings: Findings,
  instruments: readonly Instrument[],
  category: Category,
): Assessment['couldLift'] {
  let lifted = category
  const items = new Set<string>()
  for (const instrument of instruments.filter(hasBands)) {
    const missing = scoredOf(findings, instrument.instrument)?.missing ?? []
    const upper = upperCategory(findings, instrument)
    if (upper === undefined || rankOf(upper) <= rankOf(category)) continue
    lifted = higherOf(lifted, upper)
    for (const item of openItems(instrument, missing, findings.answers)) items.add(item)
  }
  return lifted === category ? null : { category: lifted, items: [...items] }
}

/** Items looked up in records that are asked in this case and not known yet. */
export function findUnknownRecords(bank: Bank, answers: Answers): string[] {
  return bank.items.filter(item => item.from_records === true && isOpen(answers, item.code)).map(item => item.code)
}

function upperCategory(findings: Findings, instrument: ProratedSum | WeightedSum): Category | undefined {
  const { procedure } = findings
  const upper = scoredOf(findings, instrument.instrument)?.bounds?.[1]
  if (upper === undefined || !procedure.upper_bound.instruments.includes(instrument.instrument)) return undefined
  const band = bandOf(instrument.bands, upper).code
  const rule = procedure.rules.find(
    each => each.kind === 'instrument_bands' && each.instrument === instrument.instrument,
  )
  return rule?.kind === 'instrument_bands' ? (rule.bands[band] ?? undefined) : undefined
}

function openItems(instrument: ProratedSum | WeightedSum, missing: readonly string[], answers: Answers): string[] {
  return instrument.items
    .filter(item => missing.includes(item.code))
    .flatMap(item => partsOf(item.coding))
    .flatMap(part => ('item' in part ? [part.item] : []))
    .filter(item => isOpen(answers, item))
}

function isOpen(answers: Answers, item: string): boolean {
  if (answers[notAsked].has(item)) return false
  const value = answerOf(answers, item)?.value
  if (value === undefined || value === 'unknown' || value === 'refused') return true
  return typeof value === 'object' && 'rest' in value && value.rest !== 'no'
}

function hasBands(instrument: Instrument): instrument is ProratedSum | WeightedSum {
  return instrument.method === 'prorated_sum' || instrument.method === 'weighted_sum'
}
