import type { Answer } from '../questionnaire/answer.ts'

/** What she said about sharing with one agency: asked and not yet answered, given, refused, or withdrawn after given. */
export const consentStates = ['asked', 'given', 'refused', 'withdrawn'] as const
export type ConsentState = (typeof consentStates)[number]

/**
 * All agencies at once, as the interview asks. Only a refusal is said so: who agrees in general is asked for each agency by
 * its name.
 */
export const everyAgency = 'every_agency'

/** `agency`: one of them, or every agency. */
export type ConsentEvent = { readonly agency: string; readonly state: ConsentState; readonly at: Temporal.Instant }

/** A decision to share against or without her word, for one agency, in force until `ends`. */
export type Override = {
  readonly agency: string
  readonly at: Temporal.Instant
  readonly ends: Temporal.Instant | null
}

export type SharingGround = 'consent' | 'override' | null

const next: Readonly<Record<ConsentState | 'none', readonly ConsentState[]>> = {
  none: ['asked', 'given', 'refused'],
  asked: ['given', 'refused', 'asked'],
  given: ['withdrawn', 'given'],
  refused: ['asked', 'given'],
  withdrawn: ['asked', 'given'],
}

const afterRefusal: Readonly<Record<ConsentState | 'none', ConsentState>> = {
  none: 'refused',
  asked: 'refused',
  given: 'withdrawn',
  refused: 'refused',
  withdrawn: 'withdrawn',
}

/** Her last word for this agency at this moment; of two words of one moment that for the agency itself. */
export function consentFor(
  events: readonly ConsentEvent[],
  agency: string,
  at: Temporal.Instant,
): ConsentState | 'none' {
  const said = events.filter(event => Temporal.Instant.compare(event.at, at) <= 0)
  const heard = [everyAgency, agency].flatMap(name => said.filter(event => event.agency === name))
  const rising = heard.toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))
  return rising.reduce<ConsentState | 'none'>((before, event) => {
    return event.agency === everyAgency ? afterRefusal[before] : event.state
  }, 'none')
}

/** Whether her answers say that her details are to be passed to nobody. */
export function refusesSharing(answers: Readonly<Record<string, Answer>>): boolean {
  return answers['consent_to_share']?.value === 'no'
}

export function canConsentBecome(from: ConsentState | 'none', to: ConsentState): boolean {
  return next[from].includes(to)
}

/** On what ground this agency may be told now; null: nothing may be shared. Her consent comes before any override. */
export function sharingGround(
  events: readonly ConsentEvent[],
  overrides: readonly Override[],
  agency: string,
  at: Temporal.Instant,
): SharingGround {
  if (consentFor(events, agency, at) === 'given') return 'consent'
  return overrides.some(one => one.agency === agency && isOverrideInForce(one, at)) ? 'override' : null
}

export function isOverrideInForce({ at: start, ends }: Override, at: Temporal.Instant): boolean {
  const begun = Temporal.Instant.compare(start, at) <= 0
  return begun && (ends === null || Temporal.Instant.compare(at, ends) < 0)
}

/** Kinds of organisation that something of a case may be shared with. */
export const sharingAgencies = [
  'crisis_centre',
  'family_centre',
  'mobile_group',
  'help_organisation',
  'health',
  'education',
  'akimat',
  'commission',
] as const
export type SharingAgency = (typeof sharingAgencies)[number]

/** On what an agency may be told against or without her word. */
export const overrideGrounds = ['danger_to_life', 'child_protection', 'duty_by_law'] as const
export type OverrideGround = (typeof overrideGrounds)[number]
