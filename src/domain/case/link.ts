import type { Fault } from '../fault.ts'
import { isDate } from '../calendar/date.ts'

/** Who belongs to a family beside the two of the case. */
export const linkKinds = ['child', 'household', 'relative'] as const
export type LinkKind = (typeof linkKinds)[number]

/** Unknown parts are empty. `bornOn`: `YYYY-MM-DD`. */
export type Link = {
  readonly kind: LinkKind
  readonly name: string
  readonly bornOn: string
  readonly note: string
}

/** A child is born after every parent whose birth date is known; nobody is born tomorrow. */
export function checkLink({ kind, name, bornOn }: Link, parents: readonly string[], today: string): Fault[] {
  if (name === '') return [{ code: 'required', at: 'name' }]
  if (bornOn === '') return []
  if (!isDate(bornOn)) return [{ code: 'invalid_date', at: 'born_on' }]
  if (bornOn > today) return [{ code: 'in_future', at: 'born_on' }]
  const known = parents.filter(date => date !== '')
  const elder = kind === 'child' && known.length > 0 && known.every(date => bornOn <= date)
  return elder ? [{ code: 'child_older', at: 'born_on' }] : []
}
