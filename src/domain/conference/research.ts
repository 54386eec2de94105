import type { Fault } from '../fault.ts'

/** `asked`: nobody has answered; `nil`: the agency looked and knows nothing. The two are never one (marac.md §8, 8). */
export const researchStates = ['asked', 'known', 'nil'] as const
export type ResearchState = (typeof researchStates)[number]

export type ResearchAnswer = {
  readonly state: 'known' | 'nil'
  readonly facts: string
  /** What the agency thinks, apart from what it knows. */
  readonly opinion: string
  /** Why something that is recorded is not shared; empty where nothing is kept back. */
  readonly withheld: string
  readonly suggested: string
}

/** An answer says something or says that there is nothing, never both. */
export function checkResearchAnswer({ state, facts, opinion, withheld }: ResearchAnswer): Fault[] {
  const said = [facts, opinion, withheld].some(text => text.trim() !== '')
  if (state === 'known' && facts.trim() === '' && withheld.trim() === '')
    return [{ code: 'facts_missing', at: 'facts' }]
  return state === 'nil' && said ? [{ code: 'nil_with_facts', at: 'state' }] : []
}

export type Returns = { readonly requested: number; readonly returned: number; readonly nil: number }

export function countReturns(states: readonly string[]): Returns {
  const returned = states.filter(state => state !== 'asked')
  return { requested: states.length, returned: returned.length, nil: returned.filter(state => state === 'nil').length }
}
