import type { Fault } from '../fault.ts'
import type { Order, OrderTerms } from './order.ts'

/** An order that ends before it begins, was handed over before it was issued, or lies in the future. */
export function checkOrder(order: Order, terms: OrderTerms, now: Temporal.Instant, zone: string): Fault[] {
  const faults: Fault[] = []
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const handedOn = order.handedAt?.toZonedDateTimeISO(zone).toPlainDate()
  if (isAfter(order.issuedOn, today)) faults.push({ code: 'order_in_future', at: 'issued_on' })
  if (order.handedAt && Temporal.Instant.compare(order.handedAt, now) > 0)
    faults.push({ code: 'order_handed_in_future', at: 'handed_at' })
  if (handedOn && isAfter(order.issuedOn, handedOn)) faults.push({ code: 'order_handed_before_issue', at: 'handed_at' })
  if (terms.from === 'act' && order.endsOn && isAfter(order.issuedOn, order.endsOn))
    faults.push({ code: 'order_ends_before_start', at: 'ends_on' })
  return faults
}

function isAfter(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) > 0
}
