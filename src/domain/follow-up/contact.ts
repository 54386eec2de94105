import type { Fault } from '../fault.ts'
import type { Procedure } from '../questionnaire/procedure.ts'
import { dangerSigns } from '../questionnaire/procedure-signs.ts'

export const contactKinds = ['visit', 'call', 'message', 'office'] as const
export type ContactKind = (typeof contactKinds)[number]
export const childrenSeen = ['seen', 'not_seen', 'none'] as const
export const orderKept = ['kept', 'broken', 'unknown', 'no_order'] as const

export { dangerSigns }
export type DangerSign = (typeof dangerSigns)[number]

export type Contact = {
  readonly kind: ContactKind
  readonly reached: boolean
  readonly childrenSeen: (typeof childrenSeen)[number]
  readonly orderKept: (typeof orderKept)[number]
  readonly danger: readonly DangerSign[]
  readonly happenedAt: Temporal.Instant
}

export function checkContact(contact: Contact, note: string, now: Temporal.Instant): Fault[] {
  const faults: Fault[] = []
  if (Temporal.Instant.compare(contact.happenedAt, now) > 0) faults.push({ code: 'in_future', at: 'happened_at' })
  const alarming = contact.danger.length > 0 || contact.orderKept === 'broken'
  if (alarming && note === '') faults.push({ code: 'danger_untold', at: 'note' })
  return faults
}

/** Whether the next assessment is due at once (procedure.md section 4): a broken order, or a sign that the procedure names. */
export function isDangerous(
  { reassess_on: signs }: Procedure['follow_up'],
  { danger, orderKept: kept }: Pick<Contact, 'danger' | 'orderKept'>,
): boolean {
  return kept === 'broken' || danger.some(sign => signs.includes(sign))
}

/** The measures of the procedure that this contact is the doing of; an attempt in vain does none. */
export function doneByContact({ kind, reached, orderKept: kept }: Contact): string[] {
  const own = reached ? [kind === 'visit' ? 'home_visit' : 'follow_up_call'] : []
  return kept === 'kept' || kept === 'broken' ? [...own, 'order_compliance'] : own
}
