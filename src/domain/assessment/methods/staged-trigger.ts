import type { StagedTrigger } from '../../questionnaire/instrument.ts'
import { isPresent, type Codings, type Tally } from '../codings.ts'
import type { Extras, Marks } from '../score-result.ts'

/**
 * The first stage that holds gives the basis; the officer's belief comes last, and alone where nothing was answered.
 */
export function scoreStagedTrigger(
  instrument: StagedTrigger,
  codings: Codings,
  { bounds, missing }: Tally,
  extras: Extras,
): Marks {
  const basis = basisOf(instrument, codings, extras)
  const silent = missing.length === instrument.items.length
  return {
    bounds,
    triggered: basis !== null,
    basis,
    ...(silent && { warnings: [{ code: 'none_answered' }] }),
  }
}

function basisOf(instrument: StagedTrigger, codings: Codings, extras: Extras): string | null {
  const stage = instrument.stages.find(
    ({ items, at_least }) => items.filter(item => isPresent(codings, item)).length >= at_least,
  )
  if (stage) return stage.basis
  return extras.officer_belief === true ? 'officer_belief' : null
}
