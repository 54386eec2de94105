import type { Actor } from '../../domain/access/decide.ts'
import { checkCalendarYear } from '../../domain/calendar/year.ts'
import type { Fault, Outcome } from '../../domain/fault.ts'
import type { Entry } from '../../domain/reference/entry.ts'
import type { CommandDeps } from '../deps.ts'
import { addEntry, type EntryDraft } from './add-entry.ts'

/** A year of the working-day calendar, or another version of it. Years follow each other without a hole. */
export async function addCalendar(
  deps: CommandDeps,
  actor: Actor,
  draft: EntryDraft,
): Promise<Outcome<{ id: string }>> {
  return addEntry(deps, actor, draft, {
    kind: 'calendar',
    action: 'calendar.added',
    check: (content, _draft, rows) => [...checkCalendarYear(content), ...checkNeighbours(content.year, rows)],
  })
}

function checkNeighbours(year: number, rows: readonly Entry<'calendar'>[]): Fault[] {
  const years = rows.map(row => row.content.year)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  if (years.length === 0 || (year >= first - 1 && year <= last + 1)) return []
  return [{ code: 'year_gap', at: 'year', details: { year: String(year > last ? last + 1 : first - 1) } }]
}
