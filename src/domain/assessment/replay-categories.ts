import { higherOf, type Category, type Procedure } from '../questionnaire/procedure.ts'
import { settleCategory, type Settled } from './settle-category.ts'

/** One assessment of a case that counts. */
export type JudgedStep = {
  readonly kind: string
  /** The interview's assessment that it goes back to; its own id where it is one. */
  readonly originId: string
  readonly category: Category
  /** What the head has let the case sink to on the occasion of that interview. */
  readonly agreed: Category | null
}

/**
 * The category that a case would have if it had seen nothing but these assessments, in their order: each settled as on
 * its day. An event raises and never lowers; a corrected answer is settled against what stood before the correction.
 * Null: none is left.
 */
export function replayCategories(procedure: Pick<Procedure, 'lowering'>, steps: readonly JudgedStep[]): Settled | null {
  let now: Settled | null = null
  let stood: Category | null = null
  let origin = ''
  for (const { kind, originId, category, agreed } of steps) {
    if (kind === 'event') {
      now = { stands: now ? higherOf(now.stands, category) : category, lowering: null }
      continue
    }
    if (originId !== origin || kind === 'correction') stood = now?.stands ?? null
    origin = originId
    now = settleCategory(procedure, stood, category, agreed)
  }
  return now
}
