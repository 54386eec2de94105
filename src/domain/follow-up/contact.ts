import type { Fault } from '../fault.ts'

export const contactKinds = ['visit', 'call', 'message', 'office'] as const
export type ContactKind = (typeof contactKinds)[number]
export const childrenSeen = ['seen', 'not_seen', 'none'] as const
export const orderKept = ['kept', 'broken', 'unknown', 'no_order'] as const

/** Any of these makes the next assessment due at once (procedure.md section 4, our list). */
export const dangerSigns = [
  'injuries',
  'threats',
  'stalking',
  'weapon',
  'perpetrator_present',
  'isolated',
  'children_afraid',
  'leaving',
] as const
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
  if (isDangerous(contact) && note === '') faults.push({ code: 'danger_untold', at: 'note' })
  return faults
}

export function isDangerous({ danger, orderKept: kept }: Pick<Contact, 'danger' | 'orderKept'>): boolean {
  return danger.length > 0 || kept === 'broken'
}

/** The measures of the procedure that this contact is the doing of; an attempt in vain does none. */
export function doneByContact({ kind, reached, orderKept: kept }: Contact): string[] {
  const own = reached ? [kind === 'visit' ? 'home_visit' : 'follow_up_call'] : []
  return kept === 'kept' || kept === 'broken' ? [...own, 'order_compliance'] : own
}
