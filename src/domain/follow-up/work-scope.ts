import type { Actor } from '../access/decide.ts'
import { permits } from '../access/roles.ts'
import { dueAt, sameDay, type Clock, type WorkingCalendar } from '../calendar/due.ts'
import { ownDesks } from './desk.ts'

/** A desk at which somebody sits for these cases alone. */
export type CaseSeat = { readonly desk: string; readonly cases: readonly string[] }

/** The plain data that every list of work takes first. An empty list of desks means nothing at all. */
export type WorkScope = {
  readonly account: string
  readonly desks: readonly string[]
  /** Beside these desks, for what is closed to those who sit there. */
  readonly seats: readonly CaseSeat[]
  readonly excluded: readonly string[]
}

/** The own desks and those at which the actor stands in for somebody, for all of it or for single cases. */
export function workScopeOf(actor: Actor, standsInFor: readonly string[], closed: readonly CaseSeat[] = []): WorkScope {
  const views = permits(actor.role, 'day.view')
  const desks = views ? [...new Set([...ownDesks(actor), ...standsInFor])] : []
  const seats = views ? closed.filter(({ desk }) => !desks.includes(desk)) : []
  return { account: actor.id, desks, seats, excluded: actor.excluded }
}

/** Whether work of this case at this desk lies before whoever has this scope. */
export function sitsAt({ desks, seats }: WorkScope, desk: string, caseId: string | null): boolean {
  if (desks.includes(desk)) return true
  return caseId !== null && seats.some(seat => seat.desk === desk && seat.cases.includes(caseId))
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
