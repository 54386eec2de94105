import { dueAt, type WorkingCalendar } from '../calendar/due.ts'
import type { Category, Procedure } from '../questionnaire/procedure.ts'
import type { PlannedMeasure } from './plan.ts'

/**
 * A measure that has to be done once more, with the whole clock of its category from this moment. Null: the procedure
 * does not propose it at this category.
 */
export function planAgain(
  procedure: Procedure,
  { code, category }: { readonly code: string; readonly category: Category },
  at: Temporal.Instant,
  calendar: WorkingCalendar,
): PlannedMeasure | null {
  const measure = procedure.measures.find(each => each.code === code)
  const duty = measure?.by_category[category]
  if (!measure || !duty) return null
  const { obligation, within, every = null } = duty
  return { code, obligation, owner: measure.owner, dueAt: dueAt(at, within, calendar), unit: within.unit, every }
}
