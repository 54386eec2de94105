import { z } from 'zod'
import type { Fault } from '../fault.ts'

export const cardLanguages = ['kk', 'ru', 'en'] as const

/** Police, rescue, and the line for families, women and children. */
export const cardNumbers = ['102', '111', '112'] as const

const words = z.string().trim().min(1).max(4000)

/** What she is told of her rights, a line a paragraph. The centre's number is added for the district. */
export const rightsCard = z.strictObject({ text_kk: words, text_ru: words, text_en: words })
export type RightsCard = z.infer<typeof rightsCard>

/** A card without one of the numbers is refused in whichever language lacks it. */
export function checkRightsCard(card: RightsCard): Fault[] {
  return cardLanguages.flatMap(language =>
    cardNumbers
      .filter(number => !new RegExp(`(?<!\\d)${number}(?!\\d)`).test(card[`text_${language}`]))
      .map(number => ({ code: 'card_number_missing', at: `text_${language}`, details: { number } })),
  )
}
