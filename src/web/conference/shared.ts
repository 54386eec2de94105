import { z } from 'zod'
import type { CommandDeps } from '../../commands/deps.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { sayFault } from '../http/faults.ts'
import type { Context } from '../http/route.ts'

export type Any = Context<unknown, unknown>

export const none = z.looseObject({})
export const account = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
/** A field that did not come is an empty one: the command says what is wrong with it. */
export const text = z.string().max(6000).default('')

/** What came back with a form that was not taken: it is shown again as typed. */
export type Typed = { readonly fields: Readonly<Record<string, string>>; readonly faults: readonly Fault[] }
export const nothing: Typed = { fields: {}, faults: [] }

export function edgeOf({ deps, now }: Any): CommandDeps {
  return { ...deps, now }
}

export function faultModels({ faults }: Typed, { t }: Pick<Any, 't'>) {
  return faults.map(fault => sayFault(fault, t))
}

/** The office of a seat where it is another than a member's. */
export function sayRank(t: Any['t'], office: string): string {
  return office === 'member' ? '' : t(`office-${office}`)
}

export type Back = { readonly href: string; readonly text: string }

/** Where the papers of a sitting lead back: the desk to the sitting, everybody else to their own work. */
export function backTo({ actor, t }: Pick<Any, 'actor' | 't'>, sittingId: string): Back {
  if (permits(actor.role, 'sitting.view')) return { href: `/sittings/${sittingId}`, text: t('minutes-back') }
  return { href: '/commission-work', text: t('member-work-title') }
}

/** What a date-and-time field sends, as the local time of the country; null for anything else. */
export function readLocalTime(typed: string, zone: string): Temporal.Instant | null {
  if (!typed.includes('T')) return null
  try {
    return Temporal.PlainDateTime.from(typed).toZonedDateTime(zone).toInstant()
  } catch {
    return null
  }
}

/** The last digits of a case number, by which people call a case in the room. */
export function shortNumber(number: string): string {
  return number.slice(-5)
}

export function optionsOf(values: readonly string[], chosen: string, say: (value: string) => string) {
  return values.map(value => ({ value, text: say(value), chosen: value === chosen }))
}
