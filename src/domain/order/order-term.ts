import { endOfDay, startOfDay } from '../calendar/due.ts'
import type { Order, OrderTerms } from './order.ts'

/**
 * The moment in which the order ends: days from handing run to the same moment of the last day (30 days from the moment
 * of handing, practice under article 60 of Law 245-VIII); an act's own date to the end of that local day. Null: not
 * handed over yet, so no term runs, or an act without an end.
 */
export function orderEndsAt(order: Order, terms: OrderTerms, zone: string): Temporal.Instant | null {
  if (terms.from === 'handing') {
    return order.handedAt?.toZonedDateTimeISO(zone).add({ days: terms.days }).toInstant() ?? null
  }
  return order.endsOn ? endOfDay(order.endsOn, zone) : null
}

/** Whether it binds him at this moment: from handing, or from the act's day where none is handed over, to its end. */
export function isInForce(order: Order, terms: OrderTerms, at: Temporal.Instant, zone: string): boolean {
  const starts = order.handedAt ?? (terms.from === 'act' ? startOfDay(order.issuedOn, zone) : null)
  if (starts === null || isBefore(at, starts)) return false
  const ends = orderEndsAt(order, terms, zone)
  const last = order.endedAt && (!ends || isBefore(order.endedAt, ends)) ? order.endedAt : ends
  return last === null || isBefore(at, last)
}

/**
 * By when each check must have been made, in order: every so many calendar days, the last at the latest on the order's
 * last day; or so many times in each month of the term, evenly spread. An order without a term here has none. `knownAt`:
 * when it is registered; a check that was due before that is not made up for, and a term that is over needs none, because
 * checks are asked of an order in force (procedure.md section 5).
 */
export function checkDeadlines(
  order: Order,
  terms: OrderTerms,
  knownAt: Temporal.Instant,
  zone: string,
): Temporal.Instant[] {
  const ends = orderEndsAt(order, terms, zone)
  if (terms.from !== 'handing' || order.handedAt === null || ends === null) return []
  if (!isBefore(knownAt, ends)) return []
  const first = dayOf(order.handedAt, zone)
  const last = dayOf(ends, zone)
  const steps = terms.checks.rhythm === 'every' ? terms.checks.days : Math.floor(30 / terms.checks.times)
  const deadlines = daysBetween(first, last, steps).map(day => endOfDay(day, zone))
  return deadlines.filter(deadline => !isBefore(deadline, knownAt))
}

function daysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate, step: number): Temporal.PlainDate[] {
  const days = []
  for (let day = first.add({ days: step }); !isLater(day, last); day = day.add({ days: step })) days.push(day)
  return days
}

function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0
}

function isLater(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) > 0
}
