import { z } from 'zod'
import { categories } from '../questionnaire/procedure.ts'
import { actionStates, reviewOutcomes } from './action.ts'
import { capacities, type Capacity } from './presiding.ts'
import { researchStates } from './research.ts'

const text = z.string()

/** Somebody of the commission as the minutes name them. */
const attendant = z.strictObject({
  name: text,
  organisation_kk: text,
  organisation_ru: text,
  agency: text,
  office: text,
  came: z.enum(['representative', 'deputy', 'absent']),
  late_at: text.nullable(),
})

/** All of the minutes but the items: officials and times, no party of a case. */
export const minutesHead = z.strictObject({
  number: text,
  kind: z.enum(['ordinary', 'extraordinary']),
  body_kk: text,
  body_ru: text,
  place_kk: text,
  place_ru: text,
  opened_at: text,
  closed_at: text,
  presiding: text,
  secretary: text,
  attendance: z.array(attendant),
  /** Officials who were called in, as the secretary typed them; empty where there were none. */
  invited: text,
  quorum_missing: z.array(text),
  /** Absent in minutes made before it was recorded. */
  presiding_as: z.enum(capacities).optional(),
})
export type MinutesHead = z.infer<typeof minutesHead>

const party = z.strictObject({ name: text, born_on: text })

/** One item as it was heard. Risks carry their words, so that a later procedure changes no minutes. */
export const minutesItem = z.strictObject({
  item_id: text,
  case_number: text,
  category: z.enum(categories),
  kind: z.enum(['new', 'repeat']),
  track: z.enum(['discussion', 'consent']),
  closed: z.boolean(),
  presiding: text,
  victim: party,
  perpetrator: party,
  summary: text,
  spoke: text,
  risks: text,
  decision_kk: text,
  decision_ru: text,
  links: z.array(z.strictObject({ link: text, note: text })),
  votes: z.strictObject({ for: z.int(), against: z.int(), abstained: z.int() }).nullable(),
  research: z.array(z.strictObject({ agency: text, state: z.enum(researchStates), facts: text, opinion: text })),
  reviews: z.array(z.strictObject({ text_kk: text, text_ru: text, outcome: z.enum(reviewOutcomes) })),
  actions: z.array(
    z.strictObject({
      id: text,
      serial: z.int(),
      state: z.enum(actionStates),
      agency: text,
      text_kk: text,
      text_ru: text,
      due_on: text,
      risk_kk: text,
      risk_ru: text,
      evidence_kk: text,
      evidence_ru: text,
    }),
  ),
  presiding_as: z.enum(capacities).optional(),
})
export type MinutesItem = z.infer<typeof minutesItem>

export type Minutes = { readonly head: MinutesHead; readonly items: readonly MinutesItem[] }

/** Chair and secretary sign, two people; whoever presides in the chair's place signs as chair. */
export const signingOffices = ['chair', 'secretary'] as const
export type SigningOffice = (typeof signingOffices)[number]

export type Signature = {
  readonly account: string
  readonly office: SigningOffice
  /** In which capacity the chair's place was signed; null for the secretary, and where it was not recorded. */
  readonly capacity: Capacity | null
}

/** Why this person may not sign now; null where nothing stands against it. */
export function refuseSignature(given: readonly Signature[], next: Signature): string | null {
  if (given.some(one => one.account === next.account)) return 'signed_by_same_person'
  if (given.some(one => one.office === next.office)) return 'office_has_signed'
  return null
}

/** Frozen from the second signature on. */
export function isFrozenBy(given: readonly Signature[]): boolean {
  return signingOffices.every(office => given.some(one => one.office === office))
}
