import { z } from 'zod'

const words = z.string().trim().min(1).max(1000)

/** What a printed form or a measure rests on. The text is copied to paper, where Kazakh and Russian stand. */
export const legalBasis = z.strictObject({
  text_kk: words,
  text_ru: words,
  /** Where the text was taken from, and whether the act itself was read. */
  source: words,
  verified: z.boolean(),
})
export type LegalBasis = z.infer<typeof legalBasis>

/** The bases on which the assessment sheet stands; a measure's own basis bears the code of the measure. */
export const sheetBases = ['prevention_law', 'personal_data'] as const
