import type { WeightedSum } from '../../questionnaire/instrument.ts'
import { bandOf, type Tally } from '../codings.ts'
import type { Marks } from '../score-result.ts'

export function scoreWeightedSum(instrument: WeightedSum, { raw, bounds }: Tally): Marks {
  return { bounds, band: bandOf(instrument.bands, raw).code }
}
