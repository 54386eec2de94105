import { z } from 'zod'

export const languages = ['kk', 'ru', 'en'] as const
export type Language = (typeof languages)[number]

const words = z.string().trim().min(1)

/** A text of a questionnaire file: complete in the three languages, or the file is refused. */
export const localisedText = z.strictObject({ kk: words, ru: words, en: words })
export type LocalisedText = z.infer<typeof localisedText>

export const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a code is lower-case letters, digits and underscores')
export const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'a version is three numbers: 1.0.0')

/** Where a rule or a number comes from, and whether that source was read. */
export const sourceNote = z.strictObject({
  text: words,
  verified: z.boolean(),
})
