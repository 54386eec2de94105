import type { StagedTrigger } from '../../questionnaire/instrument.ts'
import { isPresent, type Codings, type Tally } from '../codings.ts'
import type { Extras, Marks } from '../score-result.ts'

/** The first stage that holds gives the basis; the officer's belief comes last. */
export function scoreStagedTrigger(
  instrument: StagedTrigger,
  codings: Codings,
  { bounds }: Tally,
  extras: Extras,
): Marks {
  const basis = basisOf(instrument, codings, extras)
  return { bounds, triggered: basis !== null, basis }
}

function basisOf(instrument: StagedTrigger, codings: Codings, extras: Extras): string | null {
  const stage = instrument.stages.find(
    ({ items, at_least }) => items.filter(item => isPresent(codings, item)).length >= at_least,
  )
  if (stage) return stage.basis
  return extras.officer_belief === true ? 'officer_belief' : null
}
