import type { Category } from '../questionnaire/procedure.ts'

export const itemStates = ['listed', 'open', 'heard', 'moved', 'withdrawn', 'not_heard'] as const
export type ItemState = (typeof itemStates)[number]

export const itemMoves = ['open', 'set_aside', 'conclude', 'agree', 'move_out', 'withdraw', 'run_out'] as const
export type ItemMove = (typeof itemMoves)[number]

/** `agree` hears an item of the consent agenda; `run_out` is the close of a sitting that did not come to it. */
const table: Readonly<Record<ItemState, Partial<Record<ItemMove, ItemState>>>> = {
  listed: { open: 'open', agree: 'heard', move_out: 'moved', withdraw: 'withdrawn', run_out: 'not_heard' },
  open: { set_aside: 'listed', conclude: 'heard' },
  heard: {},
  moved: {},
  withdrawn: {},
  not_heard: {},
}

/** The state after the move; null where the state does not allow it: an open item is set aside before it is withdrawn. */
export function moveItem(state: ItemState, move: ItemMove): ItemState | null {
  return table[state][move] ?? null
}

/** A case of the highest category is never moved out of a sitting (marac.md §8, 7). */
export function mayMoveOut(category: Category): boolean {
  return category !== 'extreme'
}

/** What must have been thought of before an item is concluded (marac.md §1.8). */
export const itemLinks = ['guardianship', 'offender_work', 'health'] as const
export type ItemLink = (typeof itemLinks)[number]

/** What stands against concluding an item. */
export function findOpenEnds(item: {
  readonly unreviewed: number
  readonly considered: ReadonlySet<string>
  readonly decision: string
}): string[] {
  return [
    ...(item.unreviewed > 0 ? ['plan_not_reviewed'] : []),
    ...(itemLinks.some(link => !item.considered.has(link)) ? ['links_not_considered'] : []),
    ...(item.decision.trim() === '' ? ['decision_missing'] : []),
  ]
}
