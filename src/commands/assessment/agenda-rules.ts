import type { Assessment } from '../../domain/assessment/assess.ts'
import { dueAt, type WorkingCalendar } from '../../domain/calendar/due.ts'
import { kindOfCriterion } from '../../domain/questionnaire/listing-criterion.ts'
import { rankOf, type Category, type Procedure } from '../../domain/questionnaire/procedure.ts'
import type { AgendaItemRow } from '../../storage/agenda-store.ts'
import { toStamp } from '../../storage/stamp.ts'

type Judged = Pick<Assessment, 'category' | 'provisional' | 'listing'>

/** When and why a category stands before the commission; null when it does not. */
export type Listing = Pick<AgendaItemRow, 'category' | 'category_rank' | 'available_at' | 'hear_by'> & {
  readonly reasons: readonly string[]
}

/** A provisional category lists after its wait, whatever else lists at once (procedure.md §1). */
export function listingOf(
  procedure: Procedure,
  { category, provisional, listing }: Judged,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): Listing | null {
  const waits = !listing.listed && provisional && procedure.listing.categories.includes(category)
  if (!listing.listed && !waits) return null
  return {
    category,
    category_rank: rankOf(category),
    reasons: waits ? categoryCriteria(procedure) : listing.reasons,
    available_at: toStamp(waits ? dueAt(now, procedure.provisional.listing_waits, calendar) : now),
    hear_by: toStamp(hearBy(procedure, category, now, calendar)),
  }
}

/** The criteria by which the category alone lists a case. */
export function categoryCriteria(procedure: Procedure): string[] {
  const own = procedure.listing.criteria.filter(each => kindOfCriterion(procedure, each) === 'category')
  return own.map(criterion => criterion.code)
}

/** A category listed for another reason than its height, without a clock of its own, is heard like the slowest. */
function hearBy(procedure: Procedure, category: Category, now: Temporal.Instant, calendar: WorkingCalendar) {
  const { heard_within } = procedure.listing
  const own = heard_within[category]
  if (own) return dueAt(now, own, calendar)
  const ends = Object.values(heard_within).map(clock => dueAt(now, clock, calendar))
  return ends.sort(Temporal.Instant.compare).at(-1) ?? now
}
