import type { Actor } from '../access/decide.ts'
import { permits } from '../access/roles.ts'
import { dueAt, sameDay, type Clock, type WorkingCalendar } from '../calendar/due.ts'
import { ownDesks } from './desk.ts'

/** The plain data that every list of work takes first. An empty list of desks means nothing at all. */
export type WorkScope = {
  readonly account: string
  readonly desks: readonly string[]
  readonly excluded: readonly string[]
}

/** The own desks and those at which the actor stands in for somebody. */
export function workScopeOf(actor: Actor, standsInFor: readonly string[]): WorkScope {
  const desks = permits(actor.role, 'day.view') ? [...new Set([...ownDesks(actor), ...standsInFor])] : []
  return { account: actor.id, desks, excluded: actor.excluded }
}

export const workParts = ['late', 'now', 'today', 'new', 'later', 'waiting'] as const
export type WorkPart = (typeof workParts)[number]

/** The moments that divide a day's work, as the tables hold them. */
export type WorkMoments = {
  readonly at: string
  /** What was due in hours before this moment has climbed to the head. */
  readonly redBefore: string
  readonly dayEndsAt: string
  readonly newSince: string
}

/** Work in hours that has just come due is to be done now; it is late when it climbs to the head. */
export function isDueNow(
  { due_at, unit }: { readonly due_at: string; readonly unit: string },
  { at, redBefore }: Pick<WorkMoments, 'at' | 'redBefore'>,
): boolean {
  return unit === 'h' && due_at >= redBefore && due_at <= at
}

const newForHours = 24

export function divideDay(now: Temporal.Instant, headAfter: Clock, calendar: WorkingCalendar) {
  const hours = headAfter.unit === 'h' ? headAfter.amount : 0
  return {
    at: now,
    redBefore: now.subtract({ hours }),
    dayEndsAt: dueAt(now, sameDay, calendar),
    newSince: now.subtract({ hours: newForHours }),
  }
}
