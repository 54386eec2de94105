import type { WeightedSum } from '../../questionnaire/instrument.ts'
import { bandOf, boundsOf, contributionsOf, sumOf } from '../codings.ts'
import type { Codings, Marks } from '../score-result.ts'

export function scoreWeightedSum(instrument: WeightedSum, codings: Codings): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const raw = sumOf(contributions)
  const band = bandOf(instrument.bands, raw).code
  return { raw, bounds: boundsOf(instrument.items, codings, raw), band, contributions }
}
