import type { StagedTrigger } from '../../questionnaire/instrument.ts'
import { boundsOf, contributionsOf, isPresent, sumOf } from '../codings.ts'
import type { Codings, Extras, Marks } from '../score-result.ts'

/** The first stage that holds gives the basis; the officer's belief comes last. */
export function scoreStagedTrigger(instrument: StagedTrigger, codings: Codings, extras: Extras): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const raw = sumOf(contributions)
  const basis = basisOf(instrument, codings, extras)
  return {
    raw,
    bounds: boundsOf(instrument.items, codings, raw),
    triggered: basis !== null,
    basis,
    contributions,
  }
}

function basisOf(instrument: StagedTrigger, codings: Codings, extras: Extras): string | null {
  const stage = instrument.stages.find(
    ({ items, at_least }) => items.filter(item => isPresent(codings, item)).length >= at_least,
  )
  if (stage) return stage.basis
  return extras.officer_belief === true ? 'officer_belief' : null
}
