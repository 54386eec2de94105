export const sittingStates = ['planned', 'invited', 'open', 'closed', 'approved', 'cancelled'] as const
export type SittingState = (typeof sittingStates)[number]

export const sittingMoves = ['invite', 'open', 'close', 'approve', 'cancel'] as const
export type SittingMove = (typeof sittingMoves)[number]

/** An extraordinary sitting may open before anyone was asked in writing. */
const table: Readonly<Record<SittingState, Partial<Record<SittingMove, SittingState>>>> = {
  planned: { invite: 'invited', open: 'open', cancel: 'cancelled' },
  invited: { invite: 'invited', open: 'open', cancel: 'cancelled' },
  open: { close: 'closed' },
  closed: { approve: 'approved' },
  approved: {},
  cancelled: {},
}

/** The state after the move; null where the state does not allow it. */
export function moveSitting(state: SittingState, move: SittingMove): SittingState | null {
  return table[state][move] ?? null
}

export type SittingTime = { readonly startsAt: Temporal.Instant; readonly minutes: number }

/** Whether two sittings share a moment; one may begin when the other ends. */
export function overlap(one: SittingTime, other: SittingTime): boolean {
  const end = ({ startsAt, minutes }: SittingTime) => startsAt.add({ minutes })
  const before = (at: Temporal.Instant, than: Temporal.Instant) => Temporal.Instant.compare(at, than) < 0
  return before(one.startsAt, end(other)) && before(other.startsAt, end(one))
}
