import type { Category } from '../questionnaire/procedure.ts'

/** A case that waits in the queue, as the proposal sees it. */
export type Candidate = {
  readonly id: string
  readonly category: Category
  readonly categoryRank: number
  readonly hearBy: Temporal.Instant
  /** Heard before, within the months in which a case counts as coming back. */
  readonly repeat: boolean
  readonly lowChange: boolean
}

export type MinutesPerCase = { readonly opening: number; readonly newCase: number; readonly repeat: number }

export type Slot = {
  readonly startsAt: Temporal.Instant
  readonly minutes: number
  readonly perCase: MinutesPerCase
  /** When the rest can be heard at the earliest; null while no later sitting is planned. */
  readonly nextAt: Temporal.Instant | null
}

export type Placed = { readonly id: string; readonly minutes: number }
export type Left = { readonly id: string; readonly missesClock: boolean }

export type Proposal = {
  readonly discussion: readonly Placed[]
  /** Agreed as one block within the time of the opening, without discussion. */
  readonly consent: readonly string[]
  readonly left: readonly Left[]
  readonly minutesNeeded: number
  /** Below zero where the cases that nobody may leave out need more than is booked. */
  readonly minutesSpare: number
}

/**
 * The list of the next sitting: the highest category first, in it those whose clock ends before the next one, then
 * repeats, then the nearest clock. The highest category is listed whatever the time; of the rest, each that still fits.
 */
export function proposeAgenda(candidates: readonly Candidate[], slot: Slot): Proposal {
  const consent = candidates.filter(one => isForConsent(one))
  const rest = candidates.filter(one => !isForConsent(one)).toSorted(inOrder(slot))
  const discussion: Placed[] = []
  const left: Left[] = []
  let needed = slot.perCase.opening
  for (const one of rest) {
    const minutes = minutesFor(one, slot.perCase)
    if (one.category === 'extreme' || needed + minutes <= slot.minutes) {
      discussion.push({ id: one.id, minutes })
      needed += minutes
    } else left.push({ id: one.id, missesClock: missesClock(one, slot) })
  }
  return {
    discussion,
    consent: consent.toSorted(inOrder(slot)).map(one => one.id),
    left,
    minutesNeeded: needed,
    minutesSpare: slot.minutes - needed,
  }
}

export function minutesFor({ repeat }: Pick<Candidate, 'repeat'>, perCase: MinutesPerCase): number {
  return repeat ? perCase.repeat : perCase.newCase
}

/**
 * A repeat that asks for little: below the highest category, no higher than when it was last heard, nothing happened
 * since, and everything that was decided then is done or under way.
 */
export function isLowChange(one: {
  readonly category: Category
  readonly categoryRank: number
  readonly rankThen: number
  readonly actionsFailed: number
  readonly incidentSince: boolean
}): boolean {
  if (one.category === 'extreme' || one.incidentSince) return false
  return one.categoryRank <= one.rankThen && one.actionsFailed === 0
}

function isForConsent(one: Candidate): boolean {
  return one.repeat && one.lowChange && one.category !== 'extreme'
}

function missesClock({ hearBy }: Candidate, { nextAt }: Slot): boolean {
  return nextAt === null || Temporal.Instant.compare(hearBy, nextAt) < 0
}

function inOrder(slot: Slot) {
  const first = (yes: boolean) => (yes ? 0 : 1)
  return (one: Candidate, other: Candidate): number =>
    other.categoryRank - one.categoryRank ||
    first(missesClock(one, slot)) - first(missesClock(other, slot)) ||
    first(one.repeat) - first(other.repeat) ||
    Temporal.Instant.compare(one.hearBy, other.hearBy)
}
