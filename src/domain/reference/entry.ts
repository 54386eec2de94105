import type { z } from 'zod'
import { calendarYear } from '../calendar/year.ts'
import { legalBasis } from './legal-basis.ts'
import { libraryAction } from './library-action.ts'
import { place } from './place.ts'
import { rightsCard } from './rights-card.ts'

/** What each kind of reference data holds. */
export const contents = {
  legal_basis: legalBasis,
  place,
  calendar: calendarYear,
  rights_card: rightsCard,
  library_action: libraryAction,
} as const

export type ReferenceKind = keyof typeof contents
export type ContentOf<K extends ReferenceKind> = z.infer<(typeof contents)[K]>

/** Dates are `YYYY-MM-DD`, both included; without an end it holds until the next one of its code begins. */
export type Period = { readonly validFromOn: string; readonly validToOn: string | null }

/** A dated row. A correction is a higher revision of the same code and first day; nothing is overwritten. */
export type Entry<K extends ReferenceKind> = Period & {
  readonly id: string
  readonly kind: K
  readonly code: string
  readonly revision: number
  readonly content: ContentOf<K>
  readonly recordedAt: string
  readonly recordedBy: string
}
