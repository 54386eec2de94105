import type { Translate } from '../../i18n/translator.ts'

/** Whether the case stands in the commission's queue; a provisional category waits for the record check first. */
export function sayListing(
  one: { readonly category: string; readonly provisional: boolean; readonly listed: boolean },
  t: Translate,
): string {
  if (one.listed) return t('result-listed')
  const waits = one.provisional && (one.category === 'high' || one.category === 'extreme')
  return waits ? t('result-listed-later') : ''
}
