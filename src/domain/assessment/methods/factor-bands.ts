import type { FactorBands } from '../../questionnaire/instrument.ts'
import { isPresent, type Codings, type Tally } from '../codings.ts'
import type { Marks } from '../score-result.ts'

type Level = FactorBands['levels'][number]

export function scoreFactorBands(instrument: FactorBands, codings: Codings, { raw, bounds }: Tally): Marks {
  const highRisk = instrument.items.filter(item => item.high_risk && isPresent(codings, item.code)).length
  const level = instrument.levels.find(each => holds(each, codings, raw, highRisk))
  if (!level) throw new RangeError('no level holds')
  return { bounds, band: level.code, high_risk_count: highRisk }
}

function holds(level: Level, codings: Codings, factors: number, highRisk: number): boolean {
  if (level.suffices?.some(item => isPresent(codings, item))) return true
  return (
    highRisk >= (level.high_risk_at_least ?? 0) &&
    factors >= (level.factors_at_least ?? 0) &&
    (level.any_of?.some(item => isPresent(codings, item)) ?? true)
  )
}
