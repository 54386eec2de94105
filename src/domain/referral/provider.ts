import { isDate } from '../calendar/date.ts'
import type { Fault } from '../fault.ts'
import type { Party } from './party.ts'

/** Kinds of organisation that take in or work with those who are referred. */
export const helperKinds = ['crisis_centre', 'family_centre', 'mobile_group', 'help_organisation'] as const
export type HelperKind = (typeof helperKinds)[number]

/** Which kind of organisation the procedure's measure asks for. */
export const kindOfMeasure: Readonly<Record<string, HelperKind>> = {
  crisis_centre_referral: 'crisis_centre',
  family_centre_referral: 'family_centre',
  mobile_group: 'mobile_group',
}

export const ownerTypes = ['state', 'ngo'] as const
export const profileCodes = ['women', 'men', 'elderly', 'disability'] as const
export type ProfileCode = (typeof profileCodes)[number]

/** Whom an organisation may take, and until when it may work. Days are local. */
export type ProviderTerms = {
  readonly accepts: readonly ProfileCode[]
  /** The oldest child in full years; null where no children are taken. */
  readonly childAgeTo: number | null
  readonly licenceFrom: string | null
  readonly licenceTo: string | null
  readonly closedOn: string | null
}

/** What of the person decides whether an organisation is the right one. */
export type Need = {
  readonly sex: string
  readonly elderly: boolean
  readonly disability: boolean
  readonly party: Party
  readonly childAges: readonly (number | null)[]
}

/** Whether it may work on this day: open and, where it takes people in, licensed (licensing since 1 January 2025). */
export function findTermFaults(terms: ProviderTerms, on: string): Fault[] {
  if (terms.closedOn !== null && terms.closedOn <= on) return [{ code: 'provider_closed', at: 'to' }]
  if (terms.licenceFrom === null || terms.licenceFrom > on) return [{ code: 'licence_missing', at: 'to' }]
  if (terms.licenceTo !== null && terms.licenceTo < on) {
    return [{ code: 'licence_expired', at: 'to', details: { on: terms.licenceTo } }]
  }
  return []
}

/** Whether it takes such people; every reason why not. */
export function findProfileFaults(terms: ProviderTerms, need: Need): Fault[] {
  const faults: Fault[] = []
  const lacks = (code: ProfileCode) => !terms.accepts.includes(code)
  const outside = (what: string) => faults.push({ code: `outside_profile_${what}`, at: 'to' })
  if (need.sex === 'female' && lacks('women')) outside('women')
  if (need.sex === 'male' && lacks('men')) outside('men')
  if (need.elderly && lacks('elderly')) outside('elderly')
  if (need.disability && lacks('disability')) outside('disability')
  const oldest = Math.max(-1, ...need.childAges.map(age => age ?? 0))
  if (need.childAges.length > 0 && (terms.childAgeTo === null || oldest > terms.childAgeTo)) outside('children')
  return faults
}

export type TypedTerms = {
  readonly licenceNumber: string
  readonly licenceFrom: string
  readonly licenceTo: string
  readonly childAgeTo: string
  readonly placesAdult: string
  readonly placesChild: string
}

/** Faults of what was typed about an organisation; numbers are whole and not negative. */
export function checkTerms(typed: TypedTerms): Fault[] {
  const faults: Fault[] = []
  for (const [at, text] of [['licence_from', typed.licenceFrom] as const, ['licence_to', typed.licenceTo] as const]) {
    if (text !== '' && !isDate(text)) faults.push({ code: 'invalid_date', at })
  }
  if (faults.length === 0 && typed.licenceTo !== '' && typed.licenceTo < typed.licenceFrom) {
    faults.push({ code: 'period_reversed', at: 'licence_to' })
  }
  const numbers = { child_age_to: typed.childAgeTo, places_adult: typed.placesAdult, places_child: typed.placesChild }
  for (const [at, text] of Object.entries(numbers)) {
    if (text !== '' && !/^\d{1,4}$/.test(text)) faults.push({ code: 'not_a_number', at })
  }
  return faults
}
