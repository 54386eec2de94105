import { categories, higherOf, rankOf, type Category, type Procedure } from '../questionnaire/procedure.ts'

export type Settled = {
  /** The category of the case from now on. */
  readonly stands: Category
  /** The lower category that waits for the unit head; null when nothing waits. */
  readonly lowering: Category | null
}

/**
 * What a new result makes of the category of a case (procedure.md §4): it rises at once; from high or extreme it sinks
 * by so many steps as the procedure allows, and only once the unit head has agreed. `stood` is null for a case that had
 * no category before this incident; completing its records is no lowering (§1). `agreed` is what the head has let it
 * sink to on this occasion already.
 */
export function settleCategory(
  { lowering }: Pick<Procedure, 'lowering'>,
  stood: Category | null,
  judged: Category,
  agreed: Category | null,
): Settled {
  if (stood === null || rankOf(judged) >= rankOf(stood)) return { stands: judged, lowering: null }
  if (rankOf(stood) < rankOf(lowering.needs_head_from)) return { stands: judged, lowering: null }
  const lowest = categories[Math.max(0, rankOf(stood) - lowering.steps)] ?? stood
  const target = higherOf(judged, lowest)
  return agreed === target ? { stands: target, lowering: null } : { stands: stood, lowering: target }
}
