import type { PlannedMeasure } from './plan.ts'

export type StandingMeasure = {
  readonly id: string
  readonly code: string
  readonly obligation: string
  readonly state: string
  readonly dueAt: Temporal.Instant
  readonly unit: PlannedMeasure['unit']
}

export type MovedMeasure = Pick<StandingMeasure, 'id' | 'obligation' | 'dueAt' | 'unit'>

export type MoveInput = {
  readonly standing: readonly StandingMeasure[]
  readonly planned: readonly PlannedMeasure[]
  /** The codes that the procedure proposes at the new category, whatever their condition says. */
  readonly proposed: ReadonlySet<string>
  /** The moment of the new category. */
  readonly at: Temporal.Instant
  readonly falls: boolean
  /** A new incident: what was done after the last one is due again. */
  readonly afresh: boolean
}

/** A measure that was begun at another category; its owner still does it or closes it with a reason. */
export const noLongerProposed = 'no_longer_proposed'

/** A measure that an assessment planned which was voided afterwards: it was never due. */
export const voidedMeasure = 'voided'

/**
 * The measures of a case under a new category. Open ones stay and take its clock: the earlier moment, except where the
 * category falls; one that is overdue stays overdue. Nothing that was begun disappears.
 */
export function moveMeasures(input: MoveInput): { add: PlannedMeasure[]; change: MovedMeasure[] } {
  const open = input.standing.filter(one => one.state === 'due')
  const change = open.flatMap(one => moveOne(input, one))
  const add = input.planned.filter(plan => !open.some(one => one.code === plan.code) && isWanted(input, plan))
  return { add, change }
}

function moveOne({ planned, proposed, at, falls }: MoveInput, one: StandingMeasure): MovedMeasure[] {
  const plan = planned.find(each => each.code === one.code)
  if (!plan) return proposed.has(one.code) ? [] : [{ ...idOf(one), obligation: noLongerProposed }]
  const moved = {
    ...idOf(one),
    obligation: plan.obligation,
    ...(falls ? clockOf(plan) : earlier(one, plan)),
  }
  const overdue = Temporal.Instant.compare(one.dueAt, at) < 0
  return [overdue ? { ...moved, ...clockOf(one) } : moved]
}

/** What was closed comes back after a new incident, or when it has become a duty and was never done. */
function isWanted({ standing, afresh }: MoveInput, plan: PlannedMeasure): boolean {
  const own = standing.filter(one => one.code === plan.code && one.obligation !== voidedMeasure)
  const closed = own.filter(one => one.state !== 'due')
  if (closed.length === 0 || afresh) return true
  if (closed.some(one => one.state === 'done')) return false
  return plan.obligation === 'mandatory' && closed.every(one => one.obligation !== 'mandatory')
}

type Clocked = Pick<StandingMeasure, 'dueAt' | 'unit'>

function idOf({ id, ...rest }: StandingMeasure) {
  return { id, ...clockOf(rest) }
}

function clockOf({ dueAt, unit }: Clocked): Clocked {
  return { dueAt, unit }
}

function earlier(one: Clocked, other: Clocked): Clocked {
  return clockOf(Temporal.Instant.compare(one.dueAt, other.dueAt) <= 0 ? one : other)
}
