export const parts = ['victim', 'perpetrator'] as const
export type Part = (typeof parts)[number]

/** What the officer said of the candidates for one party. */
export type PartyDecision = {
  /** The person of the register that this is. */
  readonly same: string | null
  /** Candidates that were shown and are somebody else. */
  readonly notSame: readonly string[]
  /** Why a number that does not fit is kept. */
  readonly iinReason: string
}
export type PartyDecisions = Partial<Record<Part, PartyDecision>>
