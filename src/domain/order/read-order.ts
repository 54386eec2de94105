import { fail, succeed, type Fault, type Outcome } from '../fault.ts'
import { isDate, readLocalMinute } from '../calendar/date.ts'
import { checkOrder } from './check-order.ts'
import type { Order, OrderKind, OrderTerms } from './order.ts'

/** As typed: days `YYYY-MM-DD`, the handing as local `YYYY-MM-DDTHH:MM`; what is not known is empty. */
export type TypedOrder = {
  readonly kind: OrderKind
  readonly issuedOn: string
  readonly handedAt: string
  readonly endsOn: string
}

/** The order that was typed, or all its faults. An order that runs from its act needs the act's last day or none. */
export function readOrder(typed: TypedOrder, terms: OrderTerms, now: Temporal.Instant, zone: string): Outcome<Order> {
  const faults: Fault[] = []
  if (!isDate(typed.issuedOn))
    faults.push({ code: typed.issuedOn === '' ? 'required' : 'invalid_date', at: 'issued_on' })
  if (typed.endsOn !== '' && !isDate(typed.endsOn)) faults.push({ code: 'invalid_date', at: 'ends_on' })
  const handedAt = readLocalMinute(typed.handedAt, zone)
  if (typed.handedAt !== '' && handedAt === null) faults.push({ code: 'invalid_date', at: 'handed_at' })
  if (terms.from === 'handing' && typed.endsOn !== '') faults.push({ code: 'order_term_runs', at: 'ends_on' })
  if (faults.length > 0) return fail(...faults)
  const endsOn = typed.endsOn === '' ? null : Temporal.PlainDate.from(typed.endsOn)
  const order = { kind: typed.kind, issuedOn: Temporal.PlainDate.from(typed.issuedOn), handedAt, endsOn, endedAt: null }
  const wrong = checkOrder(order, terms, now, zone)
  return wrong.length > 0 ? fail(...wrong) : succeed(order)
}
