import type { Entry } from '../../domain/reference/entry.ts'
import { inForceOn, latestRevisions } from '../../domain/reference/period.ts'
import type { Locale } from '../../i18n/translator.ts'
import { listEntries } from '../../storage/reference-store.ts'
import { localDate } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'

export type Places = { readonly all: readonly Entry<'place'>[]; readonly now: readonly Entry<'place'>[] }

/** Regions and districts: all that ever were, and those of today. */
export async function loadPlaces({ deps, now }: Context<unknown, unknown>): Promise<Places> {
  const all = latestRevisions(await listEntries(deps.db.read, 'place'))
  return { all, now: inForceOn(all, localDate(now)) }
}

/** The name in the state language or in Russian, as the classifier has it; a code that it lacks stays a code. */
export function placeName({ all, now }: Places, code: string, locale: Locale): string {
  const found = now.find(one => one.code === code) ?? all.findLast(one => one.code === code)
  if (!found) return code
  return locale === 'kk' ? found.content.name_kk : found.content.name_ru
}
