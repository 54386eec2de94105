import districts from '../../../db/reference/districts.json' with { type: 'json' }
import kinds from '../../../db/reference/organisation-kinds.json' with { type: 'json' }
import regions from '../../../db/reference/regions.json' with { type: 'json' }
import type { Locale } from '../../i18n/translator.ts'

type Named = { readonly code: string; readonly name_kk: string; readonly name_ru: string }

export const reference = { districts, kinds, regions } as const satisfies Record<string, readonly Named[]>

/** The name in the state language or in Russian, as the classifiers have it; a code that they lack stays a code. */
export function nameOf(kind: keyof typeof reference, code: string, locale: Locale): string {
  const found: Named | undefined = reference[kind].find(each => each.code === code)
  if (!found) return code
  return locale === 'kk' ? found.name_kk : found.name_ru
}
