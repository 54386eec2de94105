import { z } from 'zod'

const words = z.string().trim().min(1).max(500)

/** An instruction that a commission may pick, for one agency, with its usual term and what proves that it was done. */
export const libraryAction = z.strictObject({
  agency: z.string().regex(/^[a-z][a-z_]*$/),
  within: z.strictObject({ amount: z.int().min(0), unit: z.enum(['h', 'cd', 'wd']) }),
  text_kk: words,
  text_ru: words,
  text_en: words,
  evidence_kk: words,
  evidence_ru: words,
  evidence_en: words,
})
