import type { ProratedSum } from '../../questionnaire/instrument.ts'
import { bandOf, boundsOf, contributionsOf, isPresent, missingOf, sumOf } from '../codings.ts'
import type { Codings, Marks, Norms, Warning } from '../score-result.ts'

/** The adjusted score stands in the file's table; no formula is applied here. */
export function scoreProratedSum(instrument: ProratedSum, codings: Codings): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const raw = sumOf(contributions)
  const missing = missingOf(instrument.items, codings).length
  const adjusted = instrument.prorating.table[raw]?.[missing]
  if (adjusted === undefined || adjusted === null) throw new RangeError(`no adjusted score for ${raw} and ${missing}`)
  const band = bandOf(instrument.bands, adjusted).code
  const norms = normsOf(instrument, band)
  const warnings = warningsOf(instrument, codings)
  return {
    raw,
    adjusted,
    bounds: boundsOf(instrument.items, codings, raw),
    band,
    ...(norms && { norms }),
    contributions,
    ...(warnings.length > 0 && { warnings }),
  }
}

function normsOf(instrument: ProratedSum, band: string): Norms | undefined {
  const norms = instrument.norms?.by_band[band]
  return instrument.norms && norms && { set: instrument.norms.set, ...norms }
}

function warningsOf(instrument: ProratedSum, codings: Codings): Warning[] {
  return (instrument.implications ?? [])
    .filter(rule => isPresent(codings, rule.if) && !isPresent(codings, rule.then))
    .map(rule => ({ code: 'implied_item_missing', at: rule.then }))
}
