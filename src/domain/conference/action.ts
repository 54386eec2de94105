import type { Fault } from '../fault.ts'

export const actionStates = ['draft', 'sent', 'in_progress', 'done', 'not_possible', 'not_done'] as const
export type ActionState = (typeof actionStates)[number]

/** `not_possible`: circumstances changed; `not_done`: the agency did not do it. Never merged (marac.md §0, 4). */
export const actionAnswers = ['in_progress', 'done', 'not_possible', 'not_done'] as const
export type ActionAnswer = (typeof actionAnswers)[number]

const answerable: ReadonlySet<ActionState> = new Set(['sent', 'in_progress', 'not_done'])

/** An instruction is answered once it was sent; what was not done may still be done. */
export function mayAnswer(state: ActionState): boolean {
  return answerable.has(state)
}

/** Nothing more is expected of the agency; what was not done still is. */
export function isOver(state: ActionState): boolean {
  return state === 'done' || state === 'not_possible'
}

export type ActionDraft = {
  readonly text: string
  readonly owner: string | null
  readonly dueOn: string | null
  readonly risk: string | null
  readonly evidence: string
}

export const actionParts = ['text', 'owner', 'due', 'risk', 'evidence'] as const
export type ActionPart = (typeof actionParts)[number]

/** What a draft still lacks; an instruction goes out only when it lacks nothing (marac.md §8, 6). */
export function missingParts({ text, owner, dueOn, risk, evidence }: ActionDraft): ActionPart[] {
  const has: Readonly<Record<ActionPart, boolean>> = {
    text: text.trim() !== '',
    owner: owner !== null,
    due: dueOn !== null,
    risk: risk !== null,
    evidence: evidence.trim() !== '',
  }
  return actionParts.filter(part => !has[part])
}

/** Whatever is said to be over says what came of it or why nothing did. */
export function checkActionAnswer({ state, result }: { state: ActionAnswer; result: string }): Fault[] {
  return state !== 'in_progress' && result.trim() === '' ? [{ code: 'required', at: 'result' }] : []
}

/** What became of an instruction of the plan before, as the commission sees it on a repeat. */
export const reviewOutcomes = ['worked', 'did_not', 'not_tried'] as const
export type ReviewOutcome = (typeof reviewOutcomes)[number]

/** The old instructions without a verdict: until there is none, no new plan is made (marac.md §0, 3). */
export function unreviewed(previous: readonly string[], reviewed: ReadonlySet<string>): string[] {
  return previous.filter(id => !reviewed.has(id))
}
