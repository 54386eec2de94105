import { answerOf, notAsked } from '../questionnaire/answer-value.ts'
import type { Answers } from '../questionnaire/answer-value.ts'
import type { Bank } from '../questionnaire/bank.ts'
import { partsOf } from '../questionnaire/condition.ts'
import type { Instrument, ScoredInstrument } from '../questionnaire/instrument.ts'
import type { Category, Rule } from '../questionnaire/procedure.ts'
import { higherOf, rankOf } from '../questionnaire/procedure.ts'
import { childrenItem, evaluate } from '../questionnaire/truth.ts'
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
  for (const instrument of instruments.filter(isScored)) {
    const missing = scoredOf(findings, instrument.instrument)?.missing ?? []
    const upper = upperCategory(findings, instrument)
    if (upper === undefined || rankOf(upper) <= rankOf(category)) continue
    lifted = higherOf(lifted, upper)
    for (const item of openItems(instrument, missing, findings)) items.add(item)
  }
  return lifted === category ? null : { category: lifted, items: [...items] }
}

/** Items looked up in records that are asked in this case and not known yet. */
export function findUnknownRecords(bank: Bank, answers: Answers): string[] {
  return bank.items.filter(item => item.from_records === true && isOpen(answers, item.code)).map(item => item.code)
}

function upperCategory(findings: Findings, instrument: ScoredInstrument): Category | undefined {
  const { procedure } = findings
  const upper = scoredOf(findings, instrument.instrument)?.bounds?.[1]
  if (upper === undefined || !procedure.upper_bound.instruments.includes(instrument.instrument)) return undefined
  const given = procedure.rules.map(rule => categoryAt(rule, instrument, upper)).filter(each => each !== undefined)
  return given.length > 0 ? given.reduce(higherOf) : undefined
}

function categoryAt(rule: Rule, instrument: ScoredInstrument, upper: number): Category | undefined {
  if (!('instrument' in rule) || rule.instrument !== instrument.instrument) return undefined
  if (rule.kind === 'instrument_bands' && 'bands' in instrument) {
    return rule.bands[bandOf(instrument.bands, upper).code] ?? undefined
  }
  const counted = rule.kind === 'instrument_triggered' && rule.basis.includes('count')
  if (!counted || instrument.method !== 'count_threshold') return undefined
  return upper >= instrument.threshold ? rule.gives : undefined
}

function openItems(instrument: ScoredInstrument, missing: readonly string[], findings: Findings): string[] {
  return instrument.items
    .filter(item => missing.includes(item.code))
    .flatMap(item => partsOf(item.coding))
    .filter(part => evaluate(part, findings.answers, findings.facts) === 'unknown')
    .flatMap(part => ('item' in part ? [part.item] : 'child' in part ? [childrenItem] : []))
}

function isOpen(answers: Answers, item: string): boolean {
  if (answers[notAsked].has(item)) return false
  const value = answerOf(answers, item)?.value
  if (value === undefined || value === 'unknown' || value === 'refused') return true
  return typeof value === 'object' && 'rest' in value && value.rest !== 'no'
}

function isScored(instrument: Instrument): instrument is ScoredInstrument {
  return instrument.method !== 'structured_judgement'
}
