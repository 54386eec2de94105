import type { Fault } from '../fault.ts'

export type Vote = { readonly for: number; readonly against: number; readonly abstained: number }

/** Nobody votes twice, and nobody votes who is not there. */
export function checkVote(vote: Vote, present: number): Fault[] {
  const cast = vote.for + vote.against + vote.abstained
  return cast > present ? [{ code: 'more_votes_than_present', at: 'vote', details: { present } }] : []
}
