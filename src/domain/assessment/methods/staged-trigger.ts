import type { StagedTrigger } from '../../questionnaire/instrument.ts'
import { boundsOf, contributionsOf, isMissing, isPresent, sumOf } from '../codings.ts'
import type { Codings, Extras, Marks } from '../score-result.ts'

/**
 * The first stage that holds gives the basis; the officer's belief comes last, and alone where nothing was answered.
 */
export function scoreStagedTrigger(instrument: StagedTrigger, codings: Codings, extras: Extras): Marks {
  const contributions = contributionsOf(instrument.items, codings)
  const raw = sumOf(contributions)
  const basis = basisOf(instrument, codings, extras)
  const silent = instrument.items.every(item => isMissing(codings, item.code))
  return {
    raw,
    bounds: boundsOf(instrument.items, codings, raw),
    triggered: basis !== null,
    basis,
    contributions,
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
