/** All records of the two of a case, since a person may have several. */
export type PairRecords = { readonly victim: readonly string[]; readonly perpetrator: readonly string[] }

type Parties = { readonly victim_id: string; readonly perpetrator_id: string }

export type CaseRelation = 'same_pair' | 'mutual' | 'other_perpetrator'

/**
 * How another case belongs to this one: the same two again, the same two the other way round (mutual accusations are two
 * cases), or the same victim with one more perpetrator. Another victim of the same perpetrator is no relation: her case
 * is nobody's here to see.
 */
export function relationOf({ victim, perpetrator }: PairRecords, other: Parties): CaseRelation | null {
  if (victim.includes(other.victim_id)) {
    return perpetrator.includes(other.perpetrator_id) ? 'same_pair' : 'other_perpetrator'
  }
  return perpetrator.includes(other.victim_id) && victim.includes(other.perpetrator_id) ? 'mutual' : null
}
