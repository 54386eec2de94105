import type { WorkingCalendar } from '../calendar/due.ts'
import { dueAt } from '../calendar/due.ts'
import type { Category, Procedure } from '../questionnaire/procedure.ts'
import type { PlannedMeasure } from './plan.ts'

/**
 * The next doing of a measure that repeats, counted from the moment at which this one was closed (procedure.md section
 * 5: "then every 7 cd"). Null: it does not repeat at this category, or another event keeps its rhythm.
 */
export function nextDoing(
  procedure: Procedure,
  { code, category }: { readonly code: string; readonly category: Category },
  closedAt: Temporal.Instant,
  calendar: WorkingCalendar,
): PlannedMeasure | null {
  const measure = procedure.measures.find(each => each.code === code)
  const duty = measure?.by_category[category]
  if (!measure || !duty?.every || measure.starts !== undefined) return null
  const { obligation, every } = duty
  return { code, obligation, owner: measure.owner, dueAt: dueAt(closedAt, every, calendar), unit: every.unit, every }
}
