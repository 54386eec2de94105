import type { FactorBands } from '../../questionnaire/instrument.ts'
import { boundsOf, contributionsOf, isPresent, sumOf } from '../codings.ts'
import type { Codings, Marks } from '../score-result.ts'

type Level = FactorBands['levels'][number]

export function scoreFactorBands(instrument: FactorBands, codings: Codings): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const highRisk = instrument.items.filter(item => item.high_risk && isPresent(codings, item.code)).length
  const level = instrument.levels.find(each => holds(each, codings, contributions.length, highRisk))
  if (!level) throw new RangeError('no level holds')
  const raw = sumOf(contributions)
  const bounds = boundsOf(instrument.items, codings, raw)
  return { raw, bounds, band: level.code, high_risk_count: highRisk, contributions }
}

function holds(level: Level, codings: Codings, factors: number, highRisk: number): boolean {
  if (level.suffices?.some(item => isPresent(codings, item))) return true
  return (
    highRisk >= (level.high_risk_at_least ?? 0) &&
    factors >= (level.factors_at_least ?? 0) &&
    (level.any_of?.some(item => isPresent(codings, item)) ?? true)
  )
}
