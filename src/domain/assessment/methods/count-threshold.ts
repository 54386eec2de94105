import type { CountThreshold } from '../../questionnaire/instrument.ts'
import { bandOf, boundsOf, contributionsOf, sumOf } from '../codings.ts'
import type { Codings, Extras, Marks } from '../score-result.ts'

/** Judged on the answers given: a missing item never triggers. */
export function scoreCountThreshold(instrument: CountThreshold, codings: Codings, extras: Extras): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const raw = sumOf(contributions)
  const basis = basisOf(instrument, raw, extras)
  return {
    raw,
    bounds: boundsOf(instrument.items, codings, raw),
    band: bandOf(instrument.bands, raw).code,
    triggered: basis !== null,
    basis,
    contributions,
  }
}

function basisOf(instrument: CountThreshold, raw: number, extras: Extras): string | null {
  if (raw >= instrument.threshold) return 'count'
  if (extras.judgement === true) return 'judgement'
  return (extras.incidents_12_months ?? 0) >= instrument.escalation_incidents ? 'escalation' : null
}
