import type { CountThreshold } from '../../questionnaire/instrument.ts'
import { bandOf, type Tally } from '../codings.ts'
import type { Extras, Marks } from '../score-result.ts'

/** Judged on the answers given: a missing item never triggers. */
export function scoreCountThreshold(instrument: CountThreshold, { raw, bounds }: Tally, extras: Extras): Marks {
  const basis = basisOf(instrument, raw, extras)
  return { bounds, band: bandOf(instrument.bands, raw).code, triggered: basis !== null, basis }
}

function basisOf(instrument: CountThreshold, raw: number, extras: Extras): string | null {
  if (raw >= instrument.threshold) return 'count'
  if (extras.judgement === true) return 'judgement'
  return (extras.incidents_12_months ?? 0) >= instrument.escalation_incidents ? 'escalation' : null
}
