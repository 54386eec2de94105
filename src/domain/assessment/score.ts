import type { Fault } from '../fault.ts'
import type { Answers } from '../questionnaire/answer-value.ts'
import { answerOf } from '../questionnaire/answer-value.ts'
import type { Instrument, ScoredInstrument, StructuredJudgement } from '../questionnaire/instrument.ts'
import type { Facts, Truth } from '../questionnaire/truth.ts'
import { evaluate } from '../questionnaire/truth.ts'
import { contradictionsOf, tallyOf, type Codings, type Tally } from './codings.ts'
import { scoreCountThreshold } from './methods/count-threshold.ts'
import { scoreFactorBands } from './methods/factor-bands.ts'
import { scoreProratedSum } from './methods/prorated-sum.ts'
import { scoreStagedTrigger } from './methods/staged-trigger.ts'
import { judge } from './methods/structured-judgement.ts'
import { scoreWeightedSum } from './methods/weighted-sum.ts'
import { readCodings, readExtras, readInput } from './read-input.ts'
import type { Extras, Judged, Marks, NotScored, Scored, ScoreResult } from './score-result.ts'

import { sheetOf } from './sheet.ts'

export type { ScoreResult } from './score-result.ts'

/** Scores answers coded by hand, in the form that `pana score` takes. Never throws on input. */
export function scoreCoded(instrument: Instrument, input: unknown): ScoreResult {
  const read = readInput(input)
  if (Array.isArray(read)) return refuse(instrument, null, [], read)
  const applies = read.applies ?? 'yes'
  if (instrument.method === 'structured_judgement') {
    return considerApplicability(judge(instrument, read.items, read.summary ?? {}), applies)
  }
  const faults: Fault[] = []
  const codings = readCodings(sheetOf(instrument), read.items, faults)
  return scoreCodings(instrument, codings, readExtras(read), applies, faults)
}

/** Scores an interview: each item is coded from the bank by the condition in the instrument's file. */
export function scoreAnswers(instrument: Instrument, answers: Answers, facts: Facts): ScoreResult {
  const applies = evaluate(instrument.applicability.condition, answers, facts)
  if (instrument.method === 'structured_judgement') return considerApplicability(judge(instrument, {}, {}), applies)
  const sheet = sheetOf(instrument)
  const words = sheet.items.map(item => evaluate(item.coding, answers, facts))
  return scoreCodings(instrument, { sheet, words }, extrasOf(instrument, answers, facts), applies, [])
}

/** What the interview tells of a factor, for the officer to confirm or change. Absent where it tells nothing. */
export function prefillFactors(
  instrument: StructuredJudgement,
  answers: Answers,
  facts: Facts,
): { item: string; current: Truth; past: Truth }[] {
  return instrument.items.map(item => ({
    item: item.code,
    current: item.prefill?.current ? evaluate(item.prefill.current, answers, facts) : 'unknown',
    past: item.prefill?.past ? evaluate(item.prefill.past, answers, facts) : 'unknown',
  }))
}

function scoreCodings(
  instrument: ScoredInstrument,
  codings: Codings,
  extras: Extras,
  applies: Truth,
  faultsOfInput: readonly Fault[],
): Scored | NotScored {
  const tally = tallyOf(codings)
  const applicable = truthToFlag(applies)
  const faults = faultsOf(instrument, codings, tally.missing.length, applies)
  if (faultsOfInput.length + faults.length > 0) {
    return refuseScore(instrument, applicable, tally.missing, [...faultsOfInput, ...faults])
  }
  return resultOf(instrument, applicable, tally, marksOf(instrument, codings, tally, extras))
}

/** Spelled out, so that every result of every method has the same shape. */
function resultOf(instrument: ScoredInstrument, applicable: boolean | null, tally: Tally, marks: Marks): Scored {
  return {
    instrument: instrument.instrument,
    version: instrument.version,
    method: instrument.method,
    applicable,
    scored: true,
    raw: tally.raw,
    missing: tally.missing,
    adjusted: marks.adjusted,
    bounds: marks.bounds,
    band: marks.band,
    high_risk_count: marks.high_risk_count,
    triggered: marks.triggered,
    basis: marks.basis,
    norms: marks.norms,
    contributions: tally.contributions,
    faults: [],
    warnings: marks.warnings,
  }
}

function faultsOf(instrument: ScoredInstrument, codings: Codings, missing: number, applies: Truth): Fault[] {
  if (applies === 'no') return [{ code: 'not_applicable' }]
  const faults = instrument.method === 'weighted_sum' ? contradictionsOf(instrument.contradictions ?? [], codings) : []
  const { max } = instrument.missing
  if (max !== undefined && missing > max) faults.push({ code: 'too_many_missing', details: { missing, max } })
  return faults
}

function marksOf(instrument: ScoredInstrument, codings: Codings, tally: Tally, extras: Extras): Marks {
  switch (instrument.method) {
    case 'prorated_sum':
      return scoreProratedSum(instrument, codings, tally)
    case 'weighted_sum':
      return scoreWeightedSum(instrument, tally)
    case 'count_threshold':
      return scoreCountThreshold(instrument, tally, extras)
    case 'staged_trigger':
      return scoreStagedTrigger(instrument, codings, tally, extras)
    case 'factor_bands':
      return scoreFactorBands(instrument, codings, tally)
  }
}

function considerApplicability(judged: Judged, applies: Truth): Judged {
  if (applies !== 'no') return { ...judged, applicable: truthToFlag(applies) }
  const faults = [{ code: 'not_applicable' }, ...judged.faults]
  return { ...judged, applicable: false, present: [], summary: {}, faults }
}

function refuse(instrument: Instrument, applicable: boolean | null, missing: string[], faults: Fault[]): ScoreResult {
  if (instrument.method === 'structured_judgement') return { ...judge(instrument, {}, {}), applicable, faults }
  return refuseScore(instrument, applicable, missing, faults)
}

function refuseScore(
  { instrument, version, method }: ScoredInstrument,
  applicable: boolean | null,
  missing: readonly string[],
  faults: readonly Fault[],
): NotScored {
  const [first = { code: 'invalid_input' }, ...rest] = faults
  return { instrument, version, method, applicable, scored: false, missing, faults: [first, ...rest] }
}

/**
 * The officer's judgement is a fact of the case; the belief may also be an answer, and of the incidents known to the
 * program and those that the records tell the greater number counts.
 */
function extrasOf(instrument: ScoredInstrument, answers: Answers, facts: Facts): Extras {
  const counts = [facts['incidents_12_months'], answerOf(answers, 'incidents_12_months')?.value]
  const incidents = counts.filter(count => typeof count === 'number')
  return {
    officer_belief: flagOf(facts['officer_belief']) ?? beliefOf(instrument, answers, facts),
    judgement: flagOf(facts['judgement']),
    incidents_12_months: incidents.length > 0 ? Math.max(...incidents) : null,
  }
}

function beliefOf(instrument: ScoredInstrument, answers: Answers, facts: Facts): boolean | null {
  const told = instrument.method === 'staged_trigger' ? instrument.officer_belief : undefined
  return told ? truthToFlag(evaluate(told, answers, facts)) : null
}

function flagOf(fact: boolean | number | undefined): boolean | null {
  return typeof fact === 'boolean' ? fact : null
}

function truthToFlag(truth: Truth): boolean | null {
  return truth === 'unknown' ? null : truth === 'yes'
}
