import type { ProratedSum } from '../../questionnaire/instrument.ts'
import { bandOf, isPresent, type Codings, type Tally } from '../codings.ts'
import type { Marks, Norms, Warning } from '../score-result.ts'

/** The adjusted score stands in the file's table; no formula is applied here. */
export function scoreProratedSum(instrument: ProratedSum, codings: Codings, tally: Tally): Marks {
  const { raw, bounds, missing } = tally
  const adjusted = instrument.prorating.table[raw]?.[missing.length]
  if (adjusted === undefined || adjusted === null) {
    throw new RangeError(`no adjusted score for ${raw} and ${missing.length}`)
  }
  const band = bandOf(instrument.bands, adjusted).code
  return { adjusted, bounds, band, norms: normsOf(instrument, band), warnings: warningsOf(instrument, codings) }
}

function normsOf(instrument: ProratedSum, band: string): Norms | undefined {
  const norms = instrument.norms?.by_band[band]
  if (!instrument.norms || !norms) return undefined
  return { set: instrument.norms.set, recidivism: norms.recidivism, lower: norms.lower, higher: norms.higher }
}

function warningsOf(instrument: ProratedSum, codings: Codings): Warning[] | undefined {
  let warnings: Warning[] | undefined
  for (const rule of instrument.implications ?? []) {
    if (!isPresent(codings, rule.if) || isPresent(codings, rule.then)) continue
    warnings ??= []
    warnings.push({ code: 'implied_item_missing', at: rule.then })
  }
  return warnings
}
